# The package in a container. First: npm run pack:plugin
FROM node:24-slim
COPY gatehouse-*.tgz /tmp/
RUN npm install --global /tmp/gatehouse-*.tgz && rm /tmp/gatehouse-*.tgz
USER node
EXPOSE 4173
ENTRYPOINT ["gatehouse", "--host", "0.0.0.0"]

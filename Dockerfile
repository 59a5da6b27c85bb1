# The database and the fitted model live in the volume /state; everything else is replaced by the next image.
#   docker build -t unionbot . && docker run -it -v unionbot:/state -e UNIONBOT_TELEGRAM_TOKEN=… unionbot
FROM python:3.12-slim AS wheel
WORKDIR /source
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY data data
COPY handlers handlers
COPY seeds seeds
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /wheels .

FROM python:3.12-slim
# The locked dependencies first: a change of our code then rebuilds only the last layers.
COPY requirements.lock /locks/
RUN pip install --no-cache-dir --require-hashes -r /locks/requirements.lock
COPY --from=wheel /wheels /wheels
RUN pip install --no-cache-dir --no-deps /wheels/*.whl \
    && useradd --create-home --uid 10001 unionbot \
    && install -d -o unionbot -g unionbot /state
USER unionbot
WORKDIR /state
VOLUME /state
ENV PYTHONUNBUFFERED=1 \
    UNIONBOT_DATABASE_URL=sqlite:////state/unionbot.db \
    UNIONBOT_CACHE=/state/cache
CMD ["python", "-m", "bot", "run"]

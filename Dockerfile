# The database and the fitted model live in the volume /state; everything else is replaced by the next image, so that the
# root may be read-only:
#   docker build -t unionbot .
#   docker run --read-only --tmpfs /tmp -v unionbot:/state -p 8080:8080 -e UNIONBOT_TELEGRAM_TOKEN=… unionbot
FROM python:3.12-slim AS wheel
WORKDIR /source
COPY pyproject.toml README.md LICENSE NOTICE ./
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
    && python -m bot seeds fit \
    && useradd --create-home --uid 10001 unionbot \
    && install -d -o unionbot -g unionbot /state
USER unionbot
WORKDIR /state
VOLUME /state
EXPOSE 8080
# What libraries keep of their own is kept in the volume too.
ENV PYTHONUNBUFFERED=1 \
    MPLCONFIGDIR=/state/matplotlib \
    UNIONBOT_DATABASE_URL=sqlite:////state/unionbot.db \
    UNIONBOT_CACHE=/state/cache \
    UNIONBOT_CASE_KEY=/state/keys/case.key \
    UNIONBOT_WEB_HOST=0.0.0.0 \
    UNIONBOT_WEB_PORT=8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=90s --retries=3 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8080/healthz', timeout=4)"]
CMD ["python", "-m", "bot", "run"]

"""What several trades say in the same words on Telegram."""

BUTTON_NOT_YOURS = "这个按钮您用不了。"
REGION_AMBIGUOUS = "叫这个名字的地方不止一个：{regions}。请写全一点，比如带上城市名。"
REGION_ELSEWHERE = "其他{kinds}"
REGION_WHOLE_CITY = "{city}全{kind}"
OPEN_PRIVATE = "到私聊里说"

BACK, CANCEL = "返回", "取消"
COPY = "复制现在的内容"

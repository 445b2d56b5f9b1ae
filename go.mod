module kpdoctor

go 1.26.0

; The installer for one user: no administrator, nothing outside the user's own
; folders and registry. makensis gets NAME, VERSION, BUILD, FILES (the folder to
; install), ICON, SIGN (a command that signs a file) and OUT.
Unicode true
Target amd64-unicode
RequestExecutionLevel user
ManifestDPIAware true
ManifestSupportedOS Win10
SetCompressor /SOLID lzma
SetDateSave off
CRCCheck on
Name "${NAME}"
OutFile "${OUT}"
BrandingText "${NAME} ${VERSION}"
InstallDir "$LOCALAPPDATA\Programs\kpdoctor"
InstallDirRegKey HKCU "Software\kpdoctor" "InstallDir"
!uninstfinalize '"${SIGN}" "%1"' = 0

!include MUI2.nsh
!include WinVer.nsh
!include FileFunc.nsh
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\kpdoctor"
!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\kpdoctor.exe"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE SimpChinese

VIProductVersion "${VERSION}.${BUILD}"
VIFileVersion "${VERSION}.${BUILD}"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} ProductName "${NAME}"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} FileDescription "${NAME} 安装程序"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} FileVersion "${VERSION}.${BUILD}"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} ProductVersion "${VERSION}"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} LegalCopyright "Apache-2.0"

Function .onInit
  ${IfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "${NAME}需要 Windows 10 或更新的系统，这台电脑的 Windows 太旧了。" /SD IDOK
    SetErrorLevel 3
    Abort
  ${EndIf}
FunctionEnd

; A program that runs cannot be replaced: ask to close it.
!macro CLOSED un
Function ${un}closed
  again:
  IfFileExists "$INSTDIR\kpdoctor.exe" 0 free
  ClearErrors
  FileOpen $0 "$INSTDIR\kpdoctor.exe" a
  IfErrors 0 close
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${NAME}正在运行。请先关闭它，再点“重试”。" /SD IDCANCEL IDRETRY again
  SetErrorLevel 4
  Abort
  close:
  FileClose $0
  free:
FunctionEnd
!macroend
!insertmacro CLOSED ""
!insertmacro CLOSED "un."

Section
  Call closed
  SetOutPath "$INSTDIR"
  File /r "${FILES}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\kpdoctor.exe"
  CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\kpdoctor.exe"
  WriteRegStr HKCU "Software\kpdoctor" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\kpdoctor.exe"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "kpdoctor"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" $0
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
SectionEnd

; Reports and settings are the user's: they stay.
Section Uninstall
  Call un.closed
  Delete "$INSTDIR\kpdoctor.exe"
  Delete "$INSTDIR\kpcheck.exe"
  Delete "$INSTDIR\LICENSES.txt"
  Delete "$INSTDIR\使用说明.txt"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$DESKTOP\${NAME}.lnk"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\kpdoctor"
SectionEnd

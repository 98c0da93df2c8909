namespace Tumen.Report;

/// <summary>x</summary>
public static class HtmlReport
{
    /// <summary>x</summary>
    public static string Write(Tumen.Studies.StudyResults r) => r.Answer.Sentence;
}

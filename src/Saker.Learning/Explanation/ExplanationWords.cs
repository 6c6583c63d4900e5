namespace Saker.Learning.Explanation;

/// <summary>Methods and units as they are written in files, requests and answers.</summary>
public static class ExplanationWords
{
    /// <summary>The methods that can be asked for.</summary>
    public static IReadOnlyList<string> Methods { get; } = [.. Enum.GetValues<ExplanationMethod>().Select(Word)];

    public static string Word(this ExplanationMethod method) => method switch
    {
        ExplanationMethod.Trees => "trees",
        ExplanationMethod.Linear => "linear",
        ExplanationMethod.Sampling => "sampling",
        _ => "auto",
    };

    public static string Word(this ExplainedUnit unit) => unit switch
    {
        ExplainedUnit.LogOdds => "log_odds",
        ExplainedUnit.Probability => "probability",
        _ => "value",
    };

    /// <summary>The method of a word; null when there is none.</summary>
    public static ExplanationMethod? FindMethod(string word) => Enum.GetValues<ExplanationMethod>().Cast<ExplanationMethod?>().FirstOrDefault(method => method!.Value.Word() == word);
}

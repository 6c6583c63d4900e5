using Saker.Data;
using Saker.Learning.Scores;

namespace Saker.Platform.Gates;

/// <summary>What the answers are that gates are asked of, as <c>target:</c> of their file says it.</summary>
internal static class GateTask
{
    public const string Key = "task";
    public const string Classification = "classification";
    public const string Regression = "regression";
    private const string TargetKey = "target";

    /// <summary>Two classes, unless the target has a task and no positive value.</summary>
    public static ScoreTask Of(Settings file) => file.Value(TargetKey) is not IReadOnlyDictionary<string, object?> target ? ScoreTask.Binary : target.GetValueOrDefault(Key) switch
    {
        Regression => ScoreTask.Regression,
        Classification when target.GetValueOrDefault("positive") is null => ScoreTask.Multiclass,
        _ => ScoreTask.Binary,
    };

    /// <summary>The word of a task in a file; null for two classes, which need none.</summary>
    public static string? WordOf(ScoreTask task) => task switch
    {
        ScoreTask.Regression => Regression,
        ScoreTask.Multiclass => Classification,
        _ => null,
    };

    /// <summary>For messages: what the target is; nothing for two classes.</summary>
    public static string Words(ScoreTask task) => task switch
    {
        ScoreTask.Regression => " where the target is a number",
        ScoreTask.Multiclass => " where the target is one of several classes",
        _ => "",
    };
}

using Saker.Learning.Scores;

namespace Saker.Platform.Pipelines;

/// <summary>What is predicted: one of two classes, unless <see cref="Task"/> says otherwise.</summary>
/// <param name="Column">The column that holds the answer; none may be missing, and of two classes it must have exactly two values.</param>
/// <param name="Positive">Of two classes the value that counts as positive, such as <c>Yes</c>; else empty.</param>
public sealed record TargetSettings(string Column, string Positive)
{
    /// <summary>Two classes, several classes, or numbers; a pipeline learns nothing else.</summary>
    public ScoreTask Task { get; init; } = ScoreTask.Binary;

    /// <summary>A number is predicted.</summary>
    /// <param name="column">The column that holds it.</param>
    public static TargetSettings Regression(string column) => new(column, "") { Task = ScoreTask.Regression };

    /// <summary>One of three or more classes is predicted; they are named by the data.</summary>
    /// <param name="column">The column that holds it.</param>
    public static TargetSettings Classes(string column) => new(column, "") { Task = ScoreTask.Multiclass };

    /// <summary>In one line: <c>Churn = Yes</c>, <c>price (regression)</c>, <c>species (classification)</c>.</summary>
    internal string Text => Task switch
    {
        ScoreTask.Binary => $"{Column} = {Positive}",
        ScoreTask.Regression => $"{Column} (regression)",
        _ => $"{Column} (classification)",
    };

    /// <summary>What the column must hold, in words.</summary>
    internal string Asked => Task switch
    {
        ScoreTask.Binary => $"every row has one of two values in {Column}, one of them {Positive}",
        ScoreTask.Regression => $"every row has a number in {Column}",
        _ => $"every row has one of three or more classes in {Column}",
    };
}

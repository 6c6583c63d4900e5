namespace Saker.Learning.Scores;

/// <summary>What a model is compared with on the same rows.</summary>
/// <typeparam name="TRows">The answers and predictions of the task.</typeparam>
/// <param name="Name">See <see cref="BaselineReport.Name"/>.</param>
/// <param name="Title">What a person reads.</param>
/// <param name="Rows">The same answers beside its predictions.</param>
public sealed record Baseline<TRows>(string Name, string Title, TRows Rows)
    where TRows : IScoredRows<TRows>;

namespace Saker.Learning.Scores;

/// <summary>How something simpler, or older, does on the same rows.</summary>
public sealed record BaselineReport
{
    /// <summary><c>prior</c>, <c>majority</c>, <c>mean</c>, <c>median</c> or <c>version</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What a person reads: <c>always the share of positives</c>.</summary>
    public required string Title { get; init; }

    public required IReadOnlyList<MeasuredScore> Scores { get; init; }

    /// <summary>A score by its public name.</summary>
    public MeasuredScore? Find(string score) => Scores.FirstOrDefault(own => own.Name == score);
}

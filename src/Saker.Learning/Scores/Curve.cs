namespace Saker.Learning.Scores;

/// <summary>A curve of an evaluation, thinned to what a picture needs.</summary>
public sealed record Curve
{
    /// <summary><c>roc</c>: false against true positive rate. <c>pr</c>: recall against precision. <c>lift</c>: share of rows reached against lift.
    /// Of several classes <c>roc:CLASS</c> and <c>pr:CLASS</c> are of one of them against all others.
    /// <c>residuals</c>: prediction against what it is short of the answer.</summary>
    public required string Name { get; init; }

    /// <summary>One per point.</summary>
    public required IReadOnlyList<double> X { get; init; }

    /// <summary>As many.</summary>
    public required IReadOnlyList<double> Y { get; init; }

    /// <summary>The points; of lists of unequal length those that both have.</summary>
    public IEnumerable<CurvePoint> Points() => X.Zip(Y, (x, y) => new CurvePoint(x, y));
}

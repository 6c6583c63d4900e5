namespace Saker.Learning.Estimation;

/// <summary>What of a prediction's error is predicted; each kind has a model of its own.</summary>
internal enum LossKind
{
    Absolute,
    Squared,

    /// <summary>The error's share of the answer's size.</summary>
    Share,

    /// <summary>The squared difference of logarithms of 1 + answer and 1 + prediction.</summary>
    SquaredLog,
}

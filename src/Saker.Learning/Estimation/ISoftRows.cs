namespace Saker.Learning.Estimation;

/// <summary>Predictions whose scores can be computed when answers are known in part only. Immutable; scores have a fixed order.</summary>
internal interface ISoftRows
{
    IReadOnlyList<EstimatedName> Names { get; }

    int RowCount { get; }

    /// <summary>How many numbers tell the answer of a row: 1 for a binary one, else one a class.</summary>
    int ClassCount { get; }

    ISoftRows Take(ReadOnlySpan<int> rows);

    /// <summary>Draws whole answers, 0 and 1, from partial ones.</summary>
    /// <param name="answers">Row-major, rows x classes.</param>
    /// <param name="chance">Decides.</param>
    /// <param name="drawn">As long as <paramref name="answers"/>.</param>
    void Draw(ReadOnlySpan<double> answers, Xoshiro256 chance, Span<double> drawn);

    /// <summary>Computes all scores; NaN where one is not defined.</summary>
    /// <param name="answers">Row-major, rows x classes.</param>
    /// <param name="scores">As many as there are names.</param>
    void Compute(ReadOnlySpan<double> answers, Span<double> scores);
}

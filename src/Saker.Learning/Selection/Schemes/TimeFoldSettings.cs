namespace Saker.Learning.Selection.Schemes;

/// <summary>How folds go through time.</summary>
public sealed record TimeFoldSettings
{
    /// <summary>2 to <see cref="StratifiedFolds.MaxFoldCount"/>; one more block of time is needed, to learn from first.</summary>
    public int FoldCount { get; init; } = 5;

    /// <summary>How long before the first row to predict the last row to learn from must be.</summary>
    public TimeDistance Gap { get; init; }

    /// <summary>True when each fold learns from the latest rows only, so that old ones fall out; false when from all before.</summary>
    public bool IsRolling { get; init; }

    /// <summary>How far back rolling folds learn, counted from their latest training row; none takes as many rows as the first fold has.</summary>
    public TimeDistance Window { get; init; }
}

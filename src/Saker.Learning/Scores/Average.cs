namespace Saker.Learning.Scores;

/// <summary>How the scores of several classes or labels become one.</summary>
internal enum Average
{
    /// <summary>The mean over classes.</summary>
    Macro,

    /// <summary>The mean over classes, each counting as often as it occurs.</summary>
    Weighted,

    /// <summary>Of the counts of all classes together.</summary>
    Micro,
}

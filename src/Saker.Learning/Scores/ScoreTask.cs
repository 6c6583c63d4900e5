namespace Saker.Learning.Scores;

/// <summary>What kind of answer a model gives, and with it which scores there are.</summary>
public enum ScoreTask
{
    /// <summary>One of two classes, with the probability of the positive one.</summary>
    Binary,

    /// <summary>One of several classes.</summary>
    Multiclass,

    /// <summary>Any number of several labels at once.</summary>
    Multilabel,

    /// <summary>A number.</summary>
    Regression,

    /// <summary>An order of the rows of each query.</summary>
    Ranking,

    /// <summary>Groups that nobody named.</summary>
    Clustering,
}

namespace Saker.Platform.Pipelines;

/// <summary>How rows are set aside for the final test.</summary>
public enum SplitBy
{
    /// <summary>By chance, with the classes in the same shares on both sides.</summary>
    Stratified,

    /// <summary>By chance.</summary>
    Random,

    /// <summary>Whole groups, such as all rows of a customer.</summary>
    Group,

    /// <summary>The latest rows.</summary>
    Time,
}

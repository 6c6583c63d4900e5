namespace Saker.Platform.Pipelines;

/// <summary>How rows are divided into folds.</summary>
public enum FoldScheme
{
    /// <summary>By chance, with the classes in the same shares in every fold.</summary>
    Stratified,

    /// <summary>By chance.</summary>
    Random,

    /// <summary>Whole groups, with the classes spread as evenly as groups allow.</summary>
    Group,

    /// <summary>In the order of time; each fold learns from all that is earlier.</summary>
    Expanding,

    /// <summary>In the order of time; each fold learns from the latest rows only.</summary>
    Rolling,
}

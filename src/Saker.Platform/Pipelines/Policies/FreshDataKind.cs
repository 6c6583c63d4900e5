namespace Saker.Platform.Pipelines.Policies;

/// <summary>Where the rows come from that a model is trained on again.</summary>
public enum FreshDataKind
{
    /// <summary>The pipeline's own source, read again.</summary>
    Source,

    /// <summary>The newest version of a stored dataset.</summary>
    Dataset,

    /// <summary>What the endpoint was asked, as its log has it, with what became of it.</summary>
    Outcomes,
}

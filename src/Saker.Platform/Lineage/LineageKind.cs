namespace Saker.Platform.Lineage;

/// <summary>What a node of a lineage is, in the order in which data become answers.</summary>
public enum LineageKind
{
    /// <summary>A file, a query or a table that rows were read from.</summary>
    Source,

    /// <summary>A stored version of a dataset.</summary>
    Dataset,

    /// <summary>The run that trained.</summary>
    Run,

    /// <summary>A registered version of a model.</summary>
    Version,

    /// <summary>An endpoint that serves it.</summary>
    Endpoint,

    /// <summary>What the endpoint answered today.</summary>
    Predictions,

    /// <summary>What became of those predictions.</summary>
    Outcomes,
}

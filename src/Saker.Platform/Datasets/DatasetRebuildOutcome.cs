namespace Saker.Platform.Datasets;

/// <summary>What became of a rebuild.</summary>
public enum DatasetRebuildOutcome
{
    /// <summary>The source gives the same rows, which are stored.</summary>
    Same,

    /// <summary>The source gives the same rows; they were gone and are back.</summary>
    Restored,

    /// <summary>The source gives other rows; nothing was stored.</summary>
    Different,

    /// <summary>There is no source any more.</summary>
    SourceGone,

    /// <summary>How the rows were read was not noted.</summary>
    SourceUnknown,
}

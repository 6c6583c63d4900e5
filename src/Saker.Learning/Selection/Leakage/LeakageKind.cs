namespace Saker.Learning.Selection.Leakage;

/// <summary>By what a model could know what it will not know when it is used.</summary>
public enum LeakageKind
{
    /// <summary>A column that gives the target almost alone.</summary>
    Predictor,

    /// <summary>A mark that only rows of one answer carry, if not all of them.</summary>
    Mark,

    /// <summary>A mark beside such ones, of the same form.</summary>
    BesideMarks,

    /// <summary>A column that numbers or names the rows.</summary>
    Identifier,

    /// <summary>Rows to test that are among those to learn from too.</summary>
    Duplicates,

    /// <summary>Rows that are alike and have different answers.</summary>
    Contradictions,

    /// <summary>Groups with rows on both sides.</summary>
    Group,

    /// <summary>Rows to learn from that are later than rows to test.</summary>
    TimeTravel,

    /// <summary>A time that lies after the one of the prediction.</summary>
    Later,

    /// <summary>An order of the rows, in time or in the file, that tells the target.</summary>
    Order,
}

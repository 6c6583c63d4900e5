namespace Saker.Conformance;

/// <summary>How binding what a check expects is.</summary>
public enum CheckLevel
{
    /// <summary>The published protocol demands it: a server that fails it does not conform.</summary>
    Must,

    /// <summary>The protocol leaves it open or its texts differ, and clients are better off with it.</summary>
    Should,

    /// <summary>Part of an extension that several servers have; only asked of servers that name the extension or answer its routes.</summary>
    Extension,
}

using Saker.Data.Sinks;

namespace Saker.Data.Sources;

/// <summary>A kind of database behind an address, such as <c>postgres://host/database</c>. Immutable.</summary>
public abstract class DatabaseKind
{
    /// <summary>The key of a declared source: <c>postgres</c>.</summary>
    public abstract string Key { get; }

    /// <summary>With which its addresses begin, without <c>://</c>.</summary>
    public abstract IReadOnlyList<string> Schemes { get; }

    /// <summary>The source of an address, without table and query.</summary>
    /// <exception cref="SakerException">It is no such address; secrets are not repeated.</exception>
    public abstract DatabaseSource OpenSource(string address);

    /// <summary>The sink of a table.</summary>
    /// <exception cref="SakerException">It is no such address; secrets are not repeated.</exception>
    public abstract DatabaseSink OpenSink(string address, string table, bool replace);

    /// <summary>Whether an address holds a password, which does not belong in a file.</summary>
    /// <exception cref="SakerException">It is no such address.</exception>
    public abstract bool HoldsSecret(string address);
}

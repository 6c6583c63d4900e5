using Saker.Data.Checks;
using Saker.Data.Engine;

namespace Saker.Data.Sources;

/// <summary>A source as a relation of the engine, with the connection on which it is one.</summary>
internal sealed class OpenedSource(SqlConnection connection, CheckTarget target) : IDisposable
{
    public SqlConnection Connection => connection;

    public CheckTarget Target => target;

    /// <summary>Rows that were written to the quarantine file.</summary>
    public long SetAsideCount { get; set; }

    public void Dispose()
    {
        target.Dispose();
        connection.Dispose();
    }
}

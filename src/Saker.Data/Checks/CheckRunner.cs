using Saker.Data.Engine;
using Saker.Data.Sources;

namespace Saker.Data.Checks;

/// <summary>Runs a <see cref="CheckSuite"/> over data. Every kind of problem is reported at once; nothing but unreadable data throws.</summary>
public static class CheckRunner
{
    /// <summary>
    /// Checks a source: that the declared columns and those which checks name are there, that cells fit their declared types, and the suite.
    /// One scan counts everything; a second one fetches rows, only when something is violated.
    /// </summary>
    /// <exception cref="SakerException">The source cannot be read.</exception>
    public static Task<CheckReport> RunAsync(DataSource source, CheckSuite suite, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            using var opened = source.Open(cancellationToken);
            return new CheckRun(opened.Target, suite, opened.Connection, cancellationToken).Run();
        },
        cancellationToken);

    /// <summary>Checks rows in memory. A NaN counts as a missing value.</summary>
    public static Task<CheckReport> RunAsync(Table rows, CheckSuite suite, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            if (rows.Columns.Count == 0)
                throw new SakerException(ErrorKind.InvalidInput, "A table without columns cannot be checked.");
            using var connection = SqlEngine.Connect();
            TableLoader.Load(connection, "checked", rows, keepNaN: false, cancellationToken);
            return new CheckRun(new TableTarget("checked", rows), suite, connection, cancellationToken).Run();
        },
        cancellationToken);
}

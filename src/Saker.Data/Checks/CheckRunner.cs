using Saker.Data.Checks.Running;
using Saker.Data.Engine;
using Saker.Data.Sources;

namespace Saker.Data.Checks;

/// <summary>Runs a <see cref="CheckSuite"/> over data. Every kind of problem is reported at once; nothing but unreadable data throws.</summary>
public static class CheckRunner
{
    /// <summary>As <see cref="RunAsync(DataSource, CheckSuite, CheckOptions, CancellationToken)"/> with nothing special.</summary>
    public static Task<CheckReport> RunAsync(DataSource source, CheckSuite suite, CancellationToken cancellationToken) => RunAsync(source, suite, new CheckOptions(), cancellationToken);

    /// <summary>As <see cref="RunAsync(Table, CheckSuite, CheckOptions, CancellationToken)"/> with nothing special.</summary>
    public static Task<CheckReport> RunAsync(Table rows, CheckSuite suite, CancellationToken cancellationToken) => RunAsync(rows, suite, new CheckOptions(), cancellationToken);

    /// <summary>
    /// Checks a source: that the declared columns and those which checks name are there, that cells fit their declared types, and the suite.
    /// One scan counts everything; a second one fetches rows, only when something is violated or a check compares rows with those before them.
    /// </summary>
    /// <exception cref="SakerException">The source cannot be read.</exception>
    public static Task<CheckReport> RunAsync(DataSource source, CheckSuite suite, CheckOptions options, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            options.Progress?.Report(CheckPhase.Planning);
            using var opened = source.Open(suite.Checks, cancellationToken);
            return Run(opened.Target, opened.Connection, suite, options, cancellationToken);
        },
        cancellationToken);

    /// <summary>Checks rows in memory. A NaN counts as a missing value.</summary>
    public static Task<CheckReport> RunAsync(Table rows, CheckSuite suite, CheckOptions options, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            if (rows.Columns.Count == 0)
                throw new SakerException(ErrorKind.InvalidInput, "A table without columns cannot be checked.");
            options.Progress?.Report(CheckPhase.Planning);
            using var connection = SqlEngine.Connect();
            TableLoader.Load(connection, "checked", rows, keepNaN: false, cancellationToken);
            return Run(new TableTarget("checked", rows), connection, suite, options, cancellationToken);
        },
        cancellationToken);

    internal static CheckReport Run(CheckTarget target, SqlConnection connection, CheckSuite suite, CheckOptions options, CancellationToken cancellationToken)
    {
        using var lookups = new CheckLookups(connection, suite, options, cancellationToken);
        return new CheckRun(target, connection, suite, options, lookups, cancellationToken).Run();
    }
}

using Saker.Data.Sources;

namespace Saker.Data.Checks;

/// <summary>Runs a <see cref="CheckSuite"/> over data. Every kind of problem is reported at once; nothing but unreadable data throws.</summary>
public static class CheckRunner
{
    /// <summary>
    /// Checks a file: that the declared columns and those which checks name are there, that cells fit their declared types, and the suite.
    /// One scan counts everything; a second one fetches rows, only when something is violated.
    /// </summary>
    /// <exception cref="SakerException">The file cannot be read as CSV.</exception>
    public static Task<CheckReport> RunAsync(CsvSource source, CheckSuite suite, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Checks rows in memory. A NaN counts as a missing value.</summary>
    public static Task<CheckReport> RunAsync(Table rows, CheckSuite suite, CancellationToken cancellationToken) => throw new NotImplementedException();
}

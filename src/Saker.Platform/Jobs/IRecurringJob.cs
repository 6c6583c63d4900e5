namespace Saker.Platform.Jobs;

/// <summary>
/// Work that comes back. Registered as a singleton, it runs wherever a server runs, by one process of all that share the database at a
/// time; a process that dies in the middle is followed by another. It must bear to be run again after it was cut short.
/// </summary>
public interface IRecurringJob
{
    /// <summary>Names it in the database, to people, and among all others: letters, digits, dots and dashes.</summary>
    string Name { get; }

    /// <summary>From one run's due time to the next; above zero. Times that nobody was there for are made up for once, not each.</summary>
    TimeSpan Interval { get; }

    /// <summary>Does the work that is due. What it throws is noted, and the next run comes after a delay that grows from failure to failure.</summary>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">The process stops, or another has taken over: nothing may be written any more.</param>
    Task RunAsync(DateTimeOffset now, CancellationToken cancellationToken);
}

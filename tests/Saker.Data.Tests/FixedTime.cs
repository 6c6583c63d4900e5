namespace Saker.Data.Tests;

/// <summary>A clock that stands still.</summary>
internal sealed class FixedTime(DateTime now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => new(now, TimeSpan.Zero);
}

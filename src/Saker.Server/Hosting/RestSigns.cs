namespace Saker.Server.Hosting;

/// <summary>Tells from what a process allocates that it has come to rest after work. Not thread-safe.</summary>
internal sealed class RestSigns
{
    /// <summary>A look that finds more allocated since the one before, in bytes, finds work.</summary>
    public const long MaxAtRest = 512 << 10;

    /// <summary>Less that was allocated since memory was last given back, in bytes, is not worth the while.</summary>
    public const long MinWork = 16 << 20;

    /// <summary>How many looks in a row must find rest: who asks again within them does not wait for a collection.</summary>
    public const int MinLooks = 2;

    private long _seen;
    private long _givenBackAt;
    private int _looksAtRest;

    /// <summary>Whether now is the time to give memory back; once for each rest.</summary>
    /// <param name="allocated">Bytes that the process has allocated since it started, free again or not.</param>
    public bool IsTime(long allocated)
    {
        _looksAtRest = allocated - _seen <= MaxAtRest ? _looksAtRest + 1 : 0;
        _seen = allocated;
        if (_looksAtRest < MinLooks || allocated - _givenBackAt < MinWork)
            return false;
        _givenBackAt = allocated;
        return true;
    }
}

using System.Diagnostics;

namespace Saker.Testing;

/// <summary>Waits for what others bring about: as long as a busy machine may take, and no longer than it takes.</summary>
public static class Eventually
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Waits until something is so.</summary>
    /// <param name="isSo">Looks whether it is.</param>
    /// <param name="what">What was waited for, for the failure's text.</param>
    /// <exception cref="TimeoutException">It was not so within a minute.</exception>
    public static Task IsSoAsync(Func<bool> isSo, string what = "it") => IsSoAsync(() => Task.FromResult(isSo()), what);

    /// <inheritdoc cref="IsSoAsync(Func{bool}, string)"/>
    public static async Task IsSoAsync(Func<Task<bool>> isSo, string what = "it")
    {
        for (var began = Stopwatch.GetTimestamp(); !await isSo();)
        {
            if (Stopwatch.GetElapsedTime(began) > s_limit)
                throw new TimeoutException($"Within {s_limit.TotalSeconds:0} seconds {what} did not come to be.");
            await Task.Delay(s_pause);
        }
    }
}

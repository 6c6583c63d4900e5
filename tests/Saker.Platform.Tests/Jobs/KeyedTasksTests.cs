using Saker.Platform.Jobs;
using Saker.Testing;

namespace Saker.Platform.Tests.Jobs;

public sealed class KeyedTasksTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task Pieces_run_beside_each_other_none_beside_itself_and_the_end_waits_for_them()
    {
        var tasks = new KeyedTasks(_time);
        using var ended = new CancellationTokenSource();
        var (gate, begun, looked, failures) = (new TaskCompletionSource(), 0, 0, 0);
        var loop = tasks.RunAsync(
            token =>
            {
                tasks.Sweep();
                foreach (var key in new[] { "a", "b" })
                {
                    if (tasks.IsRunning(key))
                        continue;
                    begun++;
                    tasks.Begin(key, () => gate.Task);
                }
                looked++;
                return looked == 2 ? throw new InvalidOperationException("once") : Task.CompletedTask;
            },
            TimeSpan.FromSeconds(1), _ => failures++, ended.Token);

        for (var i = 0; i < 3; i++)
        {
            var before = looked;
            while (looked == before && i > 0)
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                await Task.Delay(10, TestContext.Current.CancellationToken);
            }
        }
        Assert.Equal((2, 1), (begun, failures));

        await ended.CancelAsync();
        Assert.False(loop.IsCompleted);
        gate.SetResult();
        await loop.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        tasks.Sweep();
        Assert.Equal(0, tasks.Count);
    }
}

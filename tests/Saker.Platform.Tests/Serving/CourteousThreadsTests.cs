using Saker.Platform.Serving;

namespace Saker.Platform.Tests.Serving;

public sealed class CourteousThreadsTests
{
    [Fact]
    public async Task Work_and_what_it_awaits_run_on_its_threads_and_step_back()
    {
        using var threads = new CourteousThreads("saker toy", 1, 7);
        var names = new List<string?>();
        await threads.RunAsync(async () =>
        {
            names.Add(Thread.CurrentThread.Name);
            await Task.Yield();
            names.Add(Thread.CurrentThread.Name);
            await Task.Delay(1);
            names.Add(Thread.CurrentThread.Name);
            if (OperatingSystem.IsLinux())
                Assert.Equal("7", (await File.ReadAllTextAsync("/proc/thread-self/stat")).Split(' ')[^34]);
        });
        Assert.Equal(["saker toy", "saker toy", "saker toy"], names);
    }

    [Fact]
    public async Task Work_that_goes_on_after_the_end_is_finished_elsewhere()
    {
        var threads = new CourteousThreads("saker toy", 1, 7);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = new TaskCompletionSource();
        var work = threads.RunAsync(async () =>
        {
            begun.SetResult();
            await gate.Task;
        });
        await begun.Task;
        threads.Dispose();
        gate.SetResult();
        await work.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task What_fails_is_told_to_who_waits()
    {
        using var threads = new CourteousThreads("saker toy", 2, 7);
        await Assert.ThrowsAsync<TimeoutException>(() => threads.RunAsync(() => throw new TimeoutException()));
        await threads.RunAsync(() => Task.CompletedTask);
    }
}

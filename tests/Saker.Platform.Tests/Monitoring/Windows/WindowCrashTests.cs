namespace Saker.Platform.Tests.Monitoring.Windows;

/// <summary>A process that writes windows is killed as nothing can prevent, again and again, mostly within one minute.</summary>
public sealed class WindowCrashTests
{
    private const int Kills = 6;

    // As the victim's own switch for windows.
    private const int WindowsOnly = -3;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_flushed_is_there_once_however_often_the_process_is_killed_and_begins_anew()
    {
        await using var backend = new EmbeddedBackend();
        var began = DateTimeOffset.UtcNow;
        var random = new Random(7);
        var (flushed, sent) = (0L, 0L);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var victim = new VictimProcess(backend.Folder, "flushed", kill, WindowsOnly);
            await victim.UnderWay.WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
            await Task.Delay(random.Next(5, 200), Cancellation);
            var lines = await victim.KillAsync(Cancellation);
            flushed += Last(lines, "flushed ");
            // The block that was on its way when it died may be there or not.
            sent += Last(lines, "sent ") + 50;

            var saker = await backend.OpenAsync();
            var window = (await saker.Windows.FindAsync("live", null, began.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1), Cancellation))!;
            Assert.InRange(window.Summary.Facts.RowCount, flushed, sent);
            Assert.Equal(window.Summary.Facts.RowCount, window.Inputs!.RowCount);
            Assert.InRange(window.Summary.WriterCount, kill + 1, kill + 1);
            await backend.CloseAsync(saker);
        }
        Assert.True(flushed > Kills * 50, $"Only {flushed} requests were flushed.");
    }

    private static long Last(IReadOnlyList<string> lines, string word) => lines.Where(line => line.StartsWith(word, StringComparison.Ordinal)).Select(line => long.Parse(line[word.Length..])).LastOrDefault();
}

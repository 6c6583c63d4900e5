using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Saker.Benchmarks.Demands;
using Saker.Platform;
using Saker.Platform.Identity;
using Saker.Platform.Storage;

namespace Saker.Benchmarks.Serving;

/// <summary>Who a caller is, from the text of its key: done for every request where access is on.</summary>
internal static class IdentityCheck
{
    private const int Keys = 100;
    private const int PerRound = 10_000;
    private const double MaxMicroseconds = 1;

    public static async Task<IReadOnlyList<Demand>> MeasureAsync(ServingHome home, AreaSettings settings, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(home.Folder, "keys");
        await using var saker = await SakerPlatform.OpenAsync(
            new HomeOptions { Folder = folder }, services => services.AddSingleton(new AccessOptions { IsOn = true }), cancellationToken);
        var texts = new List<string>();
        for (var i = 0; i < Keys; i++)
            texts.Add((await saker.Keys.CreateAsync(new KeyRequest($"caller-{i}", Role.User), cancellationToken)).Text);
        var access = saker.Services.GetRequiredService<AccessControl>();
        await access.RefreshAsync(cancellationToken);
        var means = new List<double>();
        for (var round = 0; round < (settings.Quick ? 50 : 200); round++)
        {
            var begin = Stopwatch.GetTimestamp();
            for (var i = 0; i < PerRound; i++)
            {
                if (access.FindByKey(texts[i % texts.Count]) is null)
                    throw new BenchmarkException("a key that was just made is not known.");
            }
            means.Add(Stopwatch.GetElapsedTime(begin).TotalMicroseconds / PerRound);
        }
        // The first rounds are not compiled to the end yet.
        return [Demand.AtMost($"identity check, one of {Keys} keys", "us", SideBySide.Median(means.Skip(means.Count / 5)), MaxMicroseconds)];
    }
}

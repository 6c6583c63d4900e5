using System.Globalization;
using Saker.Data;
using Saker.Data.Profiles;
using Saker.Platform.Datasets;
using Saker.Platform.Monitoring.Windows;
using Saker.Platform.Registry;

namespace Saker.Platform.Monitoring.Drift;

/// <summary>Finds what the traffic of a version is compared with. What is taken out of traffic is kept, since traffic is not.</summary>
internal sealed class ReferenceFinder(IWindowStore windows, IDriftStore store, IDatasetStore datasets, VersionFacts versions)
{
    /// <param name="version">Whose traffic is compared.</param>
    /// <param name="wanted">What it is to be compared with.</param>
    /// <param name="window">The traffic.</param>
    /// <param name="known">From where to where the version's traffic is known.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SakerException">The reference that was named is not there, or cannot be read.</exception>
    public Task<ReferenceProfiles> FindAsync(WatchedVersion version, DriftReference wanted, TrafficRange window, TrafficRange known, CancellationToken cancellationToken) => wanted.Kind switch
    {
        ReferenceKind.Window => OfWindowAsync(version, wanted, cancellationToken),
        ReferenceKind.Dataset => OfDatasetAsync(version, wanted, window, known, cancellationToken),
        ReferenceKind.SameHours => OfSameHoursAsync(version, wanted, window, cancellationToken),
        _ => OfModelAsync(version, wanted, window, known, cancellationToken),
    };

    private async Task<ReferenceProfiles> OfModelAsync(WatchedVersion version, DriftReference wanted, TrafficRange window, TrafficRange known, CancellationToken cancellationToken)
    {
        var inputs = await versions.FindProfileAsync(version, cancellationToken);
        return await WithOutputsAsync(version, wanted, window, known, inputs, inputs is null ? null : $"the rows that {version.Model}/{version.Version} was trained on", cancellationToken);
    }

    private async Task<ReferenceProfiles> OfDatasetAsync(WatchedVersion version, DriftReference wanted, TrafficRange window, TrafficRange known, CancellationToken cancellationToken)
    {
        var reference = DatasetReference.Parse(wanted.Dataset!);
        var dataset = await datasets.FindAsync(reference, cancellationToken)
            ?? throw new SakerException(ErrorKind.NotFound, $"There is no dataset '{reference}', which the monitor compares with.", "reference.dataset");
        var inputs = await datasets.GetProfileAsync(dataset.Name, dataset.Version, cancellationToken);
        return await WithOutputsAsync(version, wanted, window, known, inputs, $"dataset {dataset.Name}/{dataset.Version}", cancellationToken);
    }

    /// <summary>Outputs as they were on held-out rows; what is not known is taken from the first rows that the version served.</summary>
    private async Task<ReferenceProfiles> WithOutputsAsync(
        WatchedVersion version, DriftReference wanted, TrafficRange window, TrafficRange known, Profile? inputs, string? words, CancellationToken cancellationToken)
    {
        var outputs = await versions.FindPredictionsAsync(version, cancellationToken);
        if (inputs is not null && outputs is not null)
            return new ReferenceProfiles { Inputs = inputs, Outputs = outputs, Words = words!, IsOfRows = true };
        var first = await TakeFirstAsync(version, wanted.FirstRows, known, cancellationToken);
        var firstWords = first is null ? null : string.Create(CultureInfo.InvariantCulture, $"the first {first.RowCount:N0} rows that it served");
        if (inputs is null)
        {
            return first is null
                ? new ReferenceProfiles { Words = string.Create(CultureInfo.InvariantCulture, $"the model brings no profile along, and it has not served the {wanted.FirstRows:N0} rows yet that become its reference") }
                : new ReferenceProfiles { Inputs = first.Inputs, Outputs = first.Outputs, Words = firstWords!, Until = first.To };
        }
        // Its own first rows would find the outputs unmoved whatever they are: those windows have no reference for them.
        var served = first is not null && first.To <= window.From ? first.Outputs : null;
        return new ReferenceProfiles { Inputs = inputs, Outputs = served, IsOfRows = true, Words = served is null ? words! : $"{words}; for outputs {firstWords}" };
    }

    private async Task<StoredReference?> TakeFirstAsync(WatchedVersion version, int rows, TrafficRange traffic, CancellationToken cancellationToken)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"first:{rows}");
        if (await store.FindReferenceAsync(version.Endpoint, version.Model, version.Version, key, cancellationToken) is { } kept)
            return kept;
        var (count, end) = (0L, default(DateTimeOffset?));
        foreach (var stretch in await windows.ListStretchesAsync(version, traffic.From, traffic.To, cancellationToken))
        {
            count += stretch.RowCount;
            if (count < rows)
                continue;
            end = stretch.To;
            break;
        }
        return end is { } to
            ? await TakeAsync(version, key, await windows.FindAsync(version.Endpoint, version.Model, version.Version, traffic.From, to, cancellationToken), traffic.From, to, cancellationToken)
            : null;
    }

    private async Task<ReferenceProfiles> OfWindowAsync(WatchedVersion version, DriftReference wanted, CancellationToken cancellationToken)
    {
        var (from, to) = (wanted.From!.Value, wanted.To!.Value);
        var key = string.Create(CultureInfo.InvariantCulture, $"window:{from.ToUnixTimeMilliseconds()}..{to.ToUnixTimeMilliseconds()}");
        var words = $"the traffic from {Moment(from)} to {Moment(to)}";
        var taken = await store.FindReferenceAsync(version.Endpoint, version.Model, version.Version, key, cancellationToken)
            ?? await TakeAsync(version, key, await FindTrafficAsync(version, from, to, cancellationToken), from, to, cancellationToken);
        return taken is null
            ? new ReferenceProfiles { Words = $"nothing is known of {words}, or only of versions with other columns" }
            : new ReferenceProfiles { Inputs = taken.Inputs, Outputs = taken.Outputs, Words = words };
    }

    private async Task<StoredReference?> TakeAsync(WatchedVersion version, string key, Window? found, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        if (found?.Inputs is null)
            return null;
        var taken = new StoredReference
        {
            Endpoint = version.Endpoint,
            Model = version.Model,
            Version = version.Version,
            Key = key,
            From = from,
            To = to,
            RowCount = found.Summary.Facts.ProfiledRowCount,
            Inputs = found.Inputs,
            Outputs = found.Outputs,
        };
        await store.AddReferenceAsync(taken, cancellationToken);
        return taken;
    }

    private async Task<ReferenceProfiles> OfSameHoursAsync(WatchedVersion version, DriftReference wanted, TrafficRange window, CancellationToken cancellationToken)
    {
        var (inputs, outputs, weeks, others) = (default(Profile?), default(Profile?), 0, 0);
        for (var week = 1; week <= wanted.Weeks; week++)
        {
            var back = TimeSpan.FromDays(7 * week);
            if (await FindTrafficAsync(version, window.From - back, window.To - back, cancellationToken) is not { Inputs: { } before } found)
                continue;
            // The latest week says which columns there are; weeks before a change of them cannot be joined with it.
            if (inputs is not null && !AreAlike(inputs, before))
            {
                others++;
                continue;
            }
            inputs = inputs is null ? before : inputs + before;
            if (found.Outputs is { } given && (outputs is null || AreAlike(outputs, given)))
                outputs = outputs is null ? given : outputs + given;
            weeks++;
        }
        return new ReferenceProfiles
        {
            Inputs = inputs,
            Outputs = outputs,
            Words = weeks == 0
                ? $"there was no traffic at the same hours of the {Weeks(wanted.Weeks)} before"
                : $"the same hours of {Weeks(weeks)} before{(others == 0 ? "" : $" ({Weeks(others)} with other columns left out)")}",
        };
    }

    /// <summary>The traffic of all versions; where those have other columns, of the version alone.</summary>
    private async Task<Window?> FindTrafficAsync(WatchedVersion version, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        try
        {
            return await windows.FindAsync(version.Endpoint, version: null, from, to, cancellationToken);
        }
        catch (SakerException exception) when (exception.Kind == ErrorKind.Conflict)
        {
            return await windows.FindAsync(version.Endpoint, version.Model, version.Version, from, to, cancellationToken);
        }
    }

    private static bool AreAlike(Profile one, Profile other) =>
        one.Columns.Select(column => (column.Name, column.Type)).SequenceEqual(other.Columns.Select(column => (column.Name, column.Type)));

    private static string Weeks(int count) => count == 1 ? "1 week" : string.Create(CultureInfo.InvariantCulture, $"{count} weeks");

    private static string Moment(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}

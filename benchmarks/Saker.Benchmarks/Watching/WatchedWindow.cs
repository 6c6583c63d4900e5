using Saker.Data;
using Saker.Data.Profiles;
using Saker.Platform.Monitoring.Windows;

namespace Saker.Benchmarks.Watching;

/// <summary>What is known of rows that an endpoint served within an hour, and of those that its model was trained on.</summary>
internal static class WatchedWindow
{
    private const int Minutes = 60;

    private static readonly ProfileOptions Options = new() { MaxCorrelatedColumns = 0, Threads = 1 };

    /// <summary>As training leaves it in the model's folder.</summary>
    public static Profile Reference(Table rows) => Profile.FromJson(Profile.Of(rows).ToJson());

    /// <summary>As it is merged of the minutes that were stored.</summary>
    public static Profile Of(Table rows)
    {
        var sum = new ProfileSum();
        for (var minute = 0; minute < Minutes; minute++)
        {
            var (first, end) = (minute * rows.RowCount / Minutes, (minute + 1) * rows.RowCount / Minutes);
            var builder = new ProfileBuilder(rows.Schema, Options);
            builder.Add(rows.Take([.. Enumerable.Range(first, end - first)]));
            sum.Add(builder.Build().ToBytes());
        }
        return sum.Build()!;
    }
}

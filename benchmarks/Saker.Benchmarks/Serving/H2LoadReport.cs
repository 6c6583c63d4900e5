using System.Globalization;
using System.Text.RegularExpressions;

namespace Saker.Benchmarks.Serving;

/// <summary>What h2load prints at its end.</summary>
/// <param name="PerSecond">Requests that came to their end, divided by the time from the first connection to the last answer.</param>
/// <param name="Succeeded">Requests that came to their end without a failure of the connection or of the time.</param>
/// <param name="Answered2xx">Answers with a status from 200 to 299.</param>
/// <param name="DataBytes">All bodies of answers together.</param>
internal sealed partial record H2LoadReport(double PerSecond, long Succeeded, long Answered2xx, long DataBytes)
{
    /// <summary>Null when the text is no such report.</summary>
    public static H2LoadReport? TryParse(string text)
    {
        var (finished, requests, statuses, traffic) = (Finished().Match(text), Requests().Match(text), Statuses().Match(text), Traffic().Match(text));
        return finished.Success && requests.Success && statuses.Success && traffic.Success
            ? new H2LoadReport(double.Parse(finished.Groups[1].ValueSpan, CultureInfo.InvariantCulture), Number(requests), Number(statuses), Number(traffic))
            : null;
    }

    private static long Number(Match match) => long.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"finished in .*, ([\d.]+) req/s")]
    private static partial Regex Finished();

    [GeneratedRegex(@"requests: .* (\d+) succeeded")]
    private static partial Regex Requests();

    [GeneratedRegex(@"status codes: (\d+) 2xx")]
    private static partial Regex Statuses();

    [GeneratedRegex(@"traffic: .* \((\d+)\) data")]
    private static partial Regex Traffic();
}

using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Saker.Data.Checks.Proposals;

/// <summary>Texts of a form that has a check of its own: dates as texts, e-mail and web addresses, identifiers, JSON.</summary>
internal sealed class FormatProposer : IColumnProposer
{
    private const int FewestTexts = 10;
    private const double LeastShare = 0.95;

    /// <summary>Days as .NET and as the engine write them; what may be read in two ways is read in the first that fits all.</summary>
    private static readonly (string Net, string Engine)[] Days =
    [
        ("d-MMM-yyyy", "%d-%b-%Y"),
        ("d MMM yyyy", "%d %b %Y"),
        ("MMM d, yyyy", "%b %d, %Y"),
        ("yyyy/M/d", "%Y/%m/%d"),
        ("d.M.yyyy", "%d.%m.%Y"),
        ("M/d/yyyy", "%m/%d/%Y"),
        ("d/M/yyyy", "%d/%m/%Y"),
        ("yyyy-M", "%Y-%m"),
        ("yyyyMMdd", "%Y%m%d"),
        ("H:mm:ss", "%H:%M:%S"),
        ("H:mm", "%H:%M"),
    ];

    public IEnumerable<CheckDraft> Propose(SampleColumn column, Tolerances tolerances)
    {
        if (!column.IsText || column.IsCategory || column.Count < FewestTexts)
            return [];
        foreach (var (net, engine) in Days)
        {
            if (Draft(column, "datetime_format", text => IsDay(text, net), tolerances, ("format", engine)) is { } day)
                return [day];
        }
        CheckDraft?[] drafts =
        [
            Draft(column, "email", IsEmail, tolerances),
            Draft(column, "url", text => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https", tolerances),
            Draft(column, "uuid", text => Guid.TryParseExact(text, "D", out _), tolerances),
            Draft(column, "ip_address", text => text.Length > 6 && text.AsSpan().ContainsAny('.', ':') && IPAddress.TryParse(text, out _), tolerances),
            Draft(column, "json", IsJson, tolerances),
        ];
        return drafts.OfType<CheckDraft>().Take(1);
    }

    private static CheckDraft? Draft(SampleColumn column, string kind, Func<string, bool> fits, Tolerances tolerances, params (string, object)[] keys)
    {
        // Most columns are told by their first texts.
        if (column.Texts.Take(FewestTexts).Count(fits) < FewestTexts * LeastShare - 1)
            return null;
        var share = (double)column.Texts.Count(fits) / column.Count;
        if (share < LeastShare)
            return null;
        var mostly = Math.Min(tolerances.Nearly(column.Count), Math.Floor((share - (share == 1 ? 0 : tolerances.OfShare(share, column.PresentShare, 0))) * 1000) / 1000);
        return new CheckDraft(kind, column.Name, $"{Numbers.Percent(share)} of {column.Count} texts", [.. keys, ("mostly", mostly)]);
    }

    private static bool IsDay(string text, string format) => DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static bool IsEmail(string text) => text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && text.LastIndexOf('.') > at + 1 && !text.Any(char.IsWhiteSpace) && text.LastIndexOf('@') == at;

    private static bool IsJson(string text)
    {
        if (text.AsSpan().TrimStart() is not ['{' or '[', ..])
            return false;
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

using System.Text.Json;
using Saker.Data.Privacy.Detectors;

namespace Saker.Testing.Privacy;

/// <summary>1,500 sentences whose spans others have labelled, see <see cref="RealData"/>.</summary>
public static class LabelledSentences
{
    private static readonly Dictionary<string, string> Names = new()
    {
        ["EMAIL_ADDRESS"] = SensitiveTypes.Email,
        ["PHONE_NUMBER"] = SensitiveTypes.Phone,
        ["CREDIT_CARD"] = SensitiveTypes.Card,
        ["IBAN_CODE"] = SensitiveTypes.Iban,
        ["IP_ADDRESS"] = SensitiveTypes.Ip,
        ["DOMAIN_NAME"] = SensitiveTypes.Url,
        ["US_SSN"] = SensitiveTypes.UsSsn,
        ["PERSON"] = SensitiveTypes.PersonName,
        ["STREET_ADDRESS"] = SensitiveTypes.Address,
    };

    /// <summary>The types with check digits or a fixed form, which must be found.</summary>
    public static IReadOnlyList<string> FixedForms { get; } =
        [SensitiveTypes.Email, SensitiveTypes.Phone, SensitiveTypes.Card, SensitiveTypes.Iban, SensitiveTypes.Ip, SensitiveTypes.Url, SensitiveTypes.UsSsn];

    /// <summary>What a scanner finds of them.</summary>
    /// <param name="scanner">The scanner.</param>
    /// <param name="isWanted">Of which sentences, by their ids.</param>
    public static SpanQuality Measure(TextScanner scanner, Func<int, bool> isWanted)
    {
        var quality = new SpanQuality();
        foreach (var line in File.ReadLines(RealData.FullPath("security_pii", "pii_sentences.jsonl")))
        {
            using var sentence = JsonDocument.Parse(line);
            if (!isWanted(sentence.RootElement.GetProperty("id").GetInt32()))
                continue;
            var text = sentence.RootElement.GetProperty("text").GetString()!;
            var labelled = sentence.RootElement.GetProperty("spans").EnumerateArray()
                .Where(span => Names.ContainsKey(span.GetProperty("type").GetString()!))
                .Select(span => (Names[span.GetProperty("type").GetString()!], span.GetProperty("start").GetInt32(), span.GetProperty("end").GetInt32()));
            quality.Add(text, labelled, scanner.Scan(text));
        }
        return quality;
    }
}

using System.Text.Json;
using Saker.Data.Privacy.Detectors;
using Saker.Testing;

namespace Saker.Data.Tests.Privacy.Detectors;

/// <summary>1,500 sentences whose spans others have labelled.</summary>
public sealed class LabelledSentencesTests
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

    // The detectors were made on the sentences with an even id; the others were looked at only through this test.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void What_has_a_check_digit_or_a_fixed_form_is_found(int half)
    {
        Assert.SkipWhen(RealData.Missing is not null, RealData.Missing ?? "");
        var quality = Measure(half);
        TestContext.Current.SendDiagnosticMessage(quality.ToString());
        string[] types = [SensitiveTypes.Email, SensitiveTypes.Phone, SensitiveTypes.Card, SensitiveTypes.Iban, SensitiveTypes.Ip, SensitiveTypes.Url, SensitiveTypes.UsSsn];
        Assert.All(types, type => Assert.True(quality.Labelled(type) > 0 && quality.Precision(type) >= 0.95 && quality.Recall(type) >= 0.95, $"{type}\n{quality}\n{string.Join('\n', quality.Faults.Where(fault => types.Any(t => fault.Contains(t + " [", StringComparison.Ordinal))))}"));
    }

    private static SpanQuality Measure(int half)
    {
        var scanner = new TextScanner(new ScanOptions());
        var quality = new SpanQuality();
        foreach (var line in File.ReadLines(RealData.FullPath("security_pii", "pii_sentences.jsonl")))
        {
            using var sentence = JsonDocument.Parse(line);
            if (sentence.RootElement.GetProperty("id").GetInt32() % 2 != half)
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

using Saker.Data.Privacy.Detectors;
using Saker.Testing;
using Saker.Testing.Privacy;

namespace Saker.Data.Tests.Privacy.Detectors;

/// <summary>Sentences whose spans others have labelled.</summary>
public sealed class LabelledSentencesTests
{
    // The detectors were made on the sentences with an even id. No rule was made on the others, but they are not unseen: samples of the whole
    // file were looked at for its form, and one rule about phone numbers was mended after this test had shown its fault there.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void What_has_a_check_digit_or_a_fixed_form_is_found(int half)
    {
        Assert.SkipWhen(RealData.Missing is not null, RealData.Missing ?? "");
        var quality = LabelledSentences.Measure(new TextScanner(new ScanOptions()), id => id % 2 == half);
        TestContext.Current.SendDiagnosticMessage(quality.ToString());
        var types = LabelledSentences.FixedForms;
        Assert.All(types, type => Assert.True(quality.Labelled(type) > 0 && quality.Precision(type) >= 0.95 && quality.Recall(type) >= 0.95, $"{type}\n{quality}\n{string.Join('\n', quality.Faults.Where(fault => types.Any(t => fault.Contains(t + " [", StringComparison.Ordinal))))}"));
    }
}

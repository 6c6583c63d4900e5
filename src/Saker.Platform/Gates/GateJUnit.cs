using System.Globalization;
using System.Text;
using System.Xml;

namespace Saker.Platform.Gates;

/// <summary>A gate report as the XML that CI systems show as tests: a gate is a test case; one that failed has a failure, one that could not be measured an error.</summary>
public static class GateJUnit
{
    /// <returns>UTF-8 text of an XML document.</returns>
    public static string Write(GateReport report)
    {
        using var text = new Utf8Text();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n" }))
        {
            xml.WriteStartElement("testsuites");
            xml.WriteStartElement("testsuite");
            xml.WriteAttributeString("name", Legal($"saker gate {report.Candidate}"));
            xml.WriteAttributeString("tests", Count(report, _ => true));
            xml.WriteAttributeString("failures", Count(report, gate => gate.Outcome == GateOutcome.Failed));
            xml.WriteAttributeString("errors", Count(report, gate => gate.Outcome == GateOutcome.NotMeasurable));
            xml.WriteAttributeString("skipped", "0");
            xml.WriteAttributeString("timestamp", report.JudgedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
            foreach (var gate in report.Gates)
                WriteCase(xml, gate);
        }
        return text.ToString();
    }

    private static void WriteCase(XmlWriter xml, GateResult gate)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", "saker.gates");
        xml.WriteAttributeString("name", Legal(gate.Name));
        if (gate.Outcome == GateOutcome.Passed)
        {
            xml.WriteElementString("system-out", Legal($"{gate.Asked}: {gate.Finding}"));
        }
        else
        {
            xml.WriteStartElement(gate.Outcome == GateOutcome.Failed ? "failure" : "error");
            xml.WriteAttributeString("message", Legal($"{gate.Asked}: {gate.Finding}"));
            foreach (var part in gate.Parts.Where(part => part.Outcome != GateOutcome.Passed))
                xml.WriteString(Legal($"{part.Name}: {Bound.Show(part.Value, part.Interval)} on {part.RowCount} rows\n"));
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static string Count(GateReport report, Func<GateResult, bool> counts) => report.Gates.Count(counts).ToString(CultureInfo.InvariantCulture);

    /// <summary>Values of columns may hold characters that no XML document may.</summary>
    private static string Legal(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.Value is 0x9 or 0xA or 0xD or (>= 0x20 and not (0xFFFE or 0xFFFF)) ? rune.ToString() : "\uFFFD"));

    private sealed class Utf8Text : StringWriter
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}

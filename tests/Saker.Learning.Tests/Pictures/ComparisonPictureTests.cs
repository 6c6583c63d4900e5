using System.Globalization;
using System.Xml.Linq;
using Saker.Learning.Pictures;

namespace Saker.Learning.Tests.Pictures;

public sealed class ComparisonPictureTests
{
    private static readonly IReadOnlyList<ComparedPoint> s_points =
    [
        new(100, 0.2, double.NegativeInfinity, double.PositiveInfinity, 0),
        new(200, 0.02, -0.04, 0.08, 0.4),
        new(300, 0.015, -0.005, 0.035, 1.5),
        new(400, 0.012, 0.002, 0.022, Math.Log(150)),
    ];

    [Fact]
    public void An_effect_is_a_line_within_its_band_beside_what_is_tolerated()
    {
        var root = XDocument.Parse(ComparisonPicture.DrawEffect("errors-effect", "Error rate", "difference of shares", s_points, 0, [0.005])).Root!;

        Assert.Equal("The effect is 0.012, between 0.002 and 0.022, after 400 requests of the candidate; tolerated until 0.005.", Text(root, "desc"));
        var band = Assert.Single(Of(root, "polygon"));
        Assert.Equal(8, band.Attribute("points")!.Value.Split(' ').Length);
        Assert.Equal(2, Of(root, "polyline").Count(line => line.Attribute("stroke-dasharray")!.Value == "none"));
        var tolerated = Places(Assert.Single(Of(root, "polyline"), line => line.Attribute("stroke-dasharray")!.Value == "4 3"));
        Assert.Equal(tolerated[0].Y, tolerated[^1].Y);
    }

    [Fact]
    public void What_the_first_looks_reach_beyond_what_is_known_later_is_cut_off_and_does_not_press_the_rest_together()
    {
        var root = XDocument.Parse(ComparisonPicture.DrawEffect("errors-effect", "Error rate", "difference of shares", s_points, 0, [0.005])).Root!;

        var effect = Places(Of(root, "polyline").Single(line => line.Attribute("class")!.Value == "pic-l0"));
        var band = Places(Of(root, "polygon").Single());
        Assert.All(band, place => Assert.True(double.IsFinite(place.X) && double.IsFinite(place.Y)));
        // 0.2 lies at the upper end, as the open interval does; 0.02 and 0.012 can be told apart.
        Assert.Equal(band.Min(place => place.Y), effect[0].Y);
        Assert.True(effect[3].Y - effect[1].Y > 10, $"{effect[1].Y} {effect[3].Y}");
    }

    [Fact]
    public void Evidence_is_drawn_by_its_logarithm_and_crosses_the_threshold_where_it_does()
    {
        var root = XDocument.Parse(ComparisonPicture.DrawEvidence("errors-evidence", "Error rate", s_points, 100)).Root!;

        Assert.Equal("The e-value is 150 after 400 requests of the candidate; from 100 on it is acted upon.", Text(root, "desc"));
        var evidence = Places(Of(root, "polyline").Single(line => line.Attribute("class")!.Value == "pic-l0"));
        var threshold = Places(Of(root, "polyline").Single(line => line.Attribute("class")!.Value == "pic-l1"));
        Assert.True(evidence[2].Y > threshold[0].Y && evidence[3].Y < threshold[0].Y);
        // Ticks are e-values, not logarithms.
        Assert.Contains(Of(root, "text"), label => label.Value == "100");
    }

    [Fact]
    public void Overwhelming_evidence_of_no_harm_does_not_press_the_rest_together()
    {
        var root = XDocument.Parse(ComparisonPicture.DrawEvidence("e", "Error rate", [new(10, 0, -1, 1, 0), new(10_000, 0, -0.001, 0.001, -400)], 100)).Root!;

        Assert.DoesNotContain(Of(root, "text"), label => label.Value.Contains("E-", StringComparison.Ordinal));
        Assert.Contains(Of(root, "text"), label => label.Value == "0.01");
    }

    [Fact]
    public void A_harm_at_either_side_has_two_bounds_and_what_has_not_begun_is_drawn_too()
    {
        var root = XDocument.Parse(ComparisonPicture.DrawEffect("shift-effect", "Score <shift>", "difference of means", [], 0, [-0.02, 0.02])).Root!;

        Assert.Equal("Nothing is known yet; tolerated until -0.02 and 0.02.", Text(root, "desc"));
        Assert.Equal(2, Of(root, "polyline").Count(line => line.Attribute("stroke-dasharray")!.Value == "4 3"));
        Assert.Equal("Score <shift>", Text(root, "title"));
        Assert.StartsWith("Nothing is known yet", Text(XDocument.Parse(ComparisonPicture.DrawEvidence("e", "x", [], 80)).Root!, "desc"), StringComparison.Ordinal);
    }

    private static IEnumerable<XElement> Of(XElement root, string name) => root.Descendants().Where(element => element.Name.LocalName == name);

    private static string Text(XElement root, string name) => Of(root, name).First().Value;

    private static List<(double X, double Y)> Places(XElement line) =>
    [
        .. line.Attribute("points")!.Value.Split(' ').Select(place => place.Split(',')).Select(place => (double.Parse(place[0], CultureInfo.InvariantCulture), double.Parse(place[1], CultureInfo.InvariantCulture))),
    ];
}

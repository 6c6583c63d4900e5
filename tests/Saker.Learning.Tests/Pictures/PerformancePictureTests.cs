using System.Xml.Linq;
using Saker.Learning.Pictures;

namespace Saker.Learning.Tests.Pictures;

public sealed class PerformancePictureTests
{
    [Fact]
    public void Measured_scores_have_intervals_and_estimates_are_a_dashed_line()
    {
        var svg = PerformancePicture.Draw("live", "ROC AUC", [new ScorePoint("Monday", 0.8, 0.75, 0.85, 0.81), new ScorePoint("Tuesday", null, null, null, 0.79)], 0.83);

        var root = XDocument.Parse(svg).Root!;
        Assert.Contains("Monday measured 0.8000 estimated 0.8100; Tuesday estimated 0.7900; 0.8300 when", svg, StringComparison.Ordinal);
        Assert.Single(root.Descendants(), element => element.Name.LocalName == "polyline" && element.Attribute("stroke-dasharray")?.Value == "4 3");
        // The dot of the one measured window, and that of the legend.
        Assert.Equal(2, root.Descendants().Count(element => element.Name.LocalName == "circle"));
    }

    [Fact]
    public void A_history_of_nothing_is_drawn_too() => Assert.NotNull(XDocument.Parse(PerformancePicture.Draw("live", "ROC AUC", [], null)).Root);
}

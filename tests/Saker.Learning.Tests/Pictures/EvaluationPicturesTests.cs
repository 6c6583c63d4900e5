using System.Xml.Linq;
using Saker.Learning.Models;
using Saker.Learning.Pictures;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Binary;
using Saker.Learning.Scores.Intervals;
using Saker.Learning.Scores.Multiclass;
using Saker.Learning.Scores.Regression;

namespace Saker.Learning.Tests.Pictures;

public sealed class EvaluationPicturesTests
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";
    private static readonly EvaluationPlan s_plan = new() { Bootstrap = new Bootstrap { ResampleCount = 100 } };

    [Fact]
    public void A_binary_evaluation_has_its_five_pictures_and_the_learning_curve() => Assert.Equal(
        ["roc.svg", "precision-recall.svg", "calibration.svg", "confusion.svg", "lift.svg", "learning-curve.svg"],
        EvaluationPictures.Of(Binary(new ClassLabels("No", "Yes"))).Select(picture => picture.Key));

    [Fact]
    public void Several_classes_have_a_curve_for_each_and_their_answers_are_held_against_their_probabilities()
    {
        // Of four classes d is taken for a.
        int[] target = [.. Enumerable.Range(0, 80).Select(row => row % 4)];
        int[] predicted = [.. target.Select(own => own == 3 ? 0 : own)];
        double[] probabilities = [.. predicted.SelectMany(own => Enumerable.Range(0, 4).Select(each => each == own ? 0.7 : 0.1))];
        var report = Evaluator.Judge(new MulticlassPredictions(["a", "b", "c", "d"], target, predicted, probabilities), null, s_plan, TestContext.Current.CancellationToken);

        Assert.Equal(["roc:d", "pr:d", "roc:a", "pr:a", "roc:b", "pr:b"], report.Curves.Select(curve => curve.Name));
        // All say 0.7, and 60 of 80 are right.
        Assert.Equal(0.05, report.Calibration!.ExpectedError, 1e-6);
        var pictures = EvaluationPictures.Of(report);
        Assert.Equal(["roc.svg", "precision-recall.svg", "calibration.svg", "confusion.svg"], pictures.Select(picture => picture.Key));
        var roc = XDocument.Parse(pictures[0].Value).Root!;
        Assert.Contains("Of 4 classes those 3 that are told apart least.", roc.Element(s_svg + "desc")!.Value, StringComparison.Ordinal);
        Assert.Contains("right answers", pictures[2].Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_regression_has_its_residuals() =>
        Assert.Equal(["residuals.svg"], EvaluationPictures.Of(Evaluator.Judge(new RegressionPredictions([1, 2, 3, 5], [1.1, 2.5, 2.7, 4]), null, s_plan, TestContext.Current.CancellationToken)).Select(picture => picture.Key));

    [Fact]
    public void Every_picture_is_well_formed_and_has_title_description_and_texts_for_its_axes()
    {
        foreach (var (name, text) in EvaluationPictures.Of(Binary(new ClassLabels("No", "Yes"))))
        {
            var svg = XDocument.Parse(text).Root!;
            Assert.Equal(s_svg + "svg", svg.Name);
            Assert.Equal("img", svg.Attribute("role")!.Value);
            var ids = svg.Attribute("aria-labelledby")!.Value.Split(' ');
            Assert.Equal(ids, svg.Elements().Where(element => element.Attribute("id") is not null).Select(element => element.Attribute("id")!.Value));
            Assert.True(svg.Element(s_svg + "desc")!.Value.Length > 20, name);
            Assert.True(svg.Elements(s_svg + "text").Count() > 4, name);
            Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Infinity", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Nothing_is_drawn_outside_of_the_picture()
    {
        foreach (var (name, text) in EvaluationPictures.Of(Binary(new ClassLabels("No", "Yes"))))
        {
            var points = XDocument.Parse(text).Root!.Descendants(s_svg + "polyline").SelectMany(line => line.Attribute("points")!.Value.Split(' ')).Select(point => point.Split(','));
            foreach (var point in points)
            {
                Assert.InRange(double.Parse(point[0], System.Globalization.CultureInfo.InvariantCulture), 0, 480);
                Assert.InRange(double.Parse(point[1], System.Globalization.CultureInfo.InvariantCulture), 0, 360);
            }
            Assert.NotEmpty(name);
        }
    }

    [Fact]
    public void Large_numbers_at_the_axes_are_neither_cut_off_nor_lie_over_the_title()
    {
        var (_, text) = Assert.Single(EvaluationPictures.Of(Evaluator.Judge(new RegressionPredictions([100_000, 0, 290_000, 10_000], [10_000, 95_000, 270_000, 299_999]), null, s_plan, TestContext.Current.CancellationToken)));

        var labels = XDocument.Parse(text).Root!.Elements(s_svg + "text").Where(label => label.Attribute("transform") is null && label.Attribute("text-anchor") is not null).ToList();
        Assert.Contains(labels, label => label.Value == "300,000");
        Assert.Contains(labels, label => label.Value == "-100,000");
        Assert.All(labels, label =>
        {
            // Digits of the font that is the widest of the usual ones.
            var (x, width) = (double.Parse(label.Attribute("x")!.Value, System.Globalization.CultureInfo.InvariantCulture), 6.6 * label.Value.Length);
            var right = label.Attribute("text-anchor")!.Value == "end" ? x : x + (width / 2);
            Assert.InRange(right - width, 20, right);
            Assert.InRange(right, 0, 480);
        });
    }

    [Fact]
    public void Names_from_data_cannot_leave_their_text()
    {
        var labels = new ClassLabels("</text><script>alert(1)</script>", "a & b \u0001 \"c\" 'd' \ud83d\ude00 \ud83d");
        var confusion = EvaluationPictures.Of(Binary(labels)).Single(picture => picture.Key == "confusion.svg").Value;
        var svg = XDocument.Parse(confusion).Root!;
        Assert.Empty(svg.Descendants(s_svg + "script"));
        Assert.DoesNotContain("<script", confusion, StringComparison.Ordinal);
        Assert.Contains(labels.Negative, svg.Element(s_svg + "desc")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_evaluation_gives_the_same_pictures() =>
        Assert.Equal(EvaluationPictures.Of(Binary(new ClassLabels("No", "Yes"))), EvaluationPictures.Of(Binary(new ClassLabels("No", "Yes"))));

    [Fact]
    public void Importance_shows_the_largest_first_and_says_them()
    {
        var svg = XDocument.Parse(ImportancePicture.Draw("Importance", [new("age", 0.1), new("<plan>", 0.5), new("none", double.NaN)])).Root!;
        Assert.Equal("The largest first: <plan> 0.5, age 0.1.", svg.Element(s_svg + "desc")!.Value);
        Assert.Equal(3, svg.Elements(s_svg + "rect").Count());
        XDocument.Parse(ImportancePicture.Draw("Importance", []));
    }

    [Theory]
    [InlineData(0, 1, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(-3, 12, "-5 0 5 10 15")]
    [InlineData(2, 2, "1.4 1.6 1.8 2.0 2.2 2.4 2.6")]
    [InlineData(0, 5634, "0 1,000 2,000 3,000 4,000 5,000 6,000")]
    public void Ticks_are_round_numbers_around_the_values(double min, double max, string ticks)
    {
        var axis = new Axis("", min, max);
        Assert.Equal(ticks, string.Join(' ', axis.Ticks.Select(axis.Text)));
        Assert.Equal(0.5, axis.Place((axis.Ticks[0] + axis.Ticks[^1]) / 2), 1e-9);
    }

    private static EvaluationReport Binary(ClassLabels labels)
    {
        var chance = new Random(3);
        var target = Enumerable.Range(0, 300).Select(_ => chance.NextDouble() < 0.3 ? 1f : 0f).ToArray();
        var probability = target.Select(own => (float)Math.Clamp((0.4 * own) + (0.6 * chance.NextDouble()), 0, 1)).ToArray();
        return Evaluator.Judge(new BinaryPredictions(target, probability, 0.5), labels, null, s_plan, null, [], TestContext.Current.CancellationToken) with
        {
            Uncalibrated = Calibration.Compute(target, probability),
            LearningScore = "roc_auc",
            LearningCurve =
            [
                new LearningPoint { TrainingRowCount = 100, TrainingScore = 0.99, Score = 0.7, StandardDeviation = 0.03 },
                new LearningPoint { TrainingRowCount = 1_000, TrainingScore = 0.9, Score = 0.8, StandardDeviation = 0.01 },
            ],
        };
    }
}

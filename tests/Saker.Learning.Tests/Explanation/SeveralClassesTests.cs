using System.Text.Json;
using Saker.Data;
using Saker.Learning.Explanation;
using Saker.Learning.Explanation.Counterfactuals;
using Saker.Learning.Explanation.Dependence;
using Saker.Learning.Explanation.Importance;
using Saker.Learning.Explanation.Lime;
using Saker.Learning.Explanation.Sampling;
using Saker.Learning.Models;
using Saker.Learning.Scores;
using Saker.Learning.Trainers;

namespace Saker.Learning.Tests.Explanation;

/// <summary>Explanations of models of several classes go by the class that a row is answered, or by the one that was asked for.</summary>
public sealed class SeveralClassesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("boosting", ExplanationMethod.Trees)]
    [InlineData("logistic", ExplanationMethod.Linear)]
    [InlineData("forest", ExplanationMethod.Trees)]
    public async Task Each_row_is_explained_by_its_own_answer_and_adds_up_as_its_class_alone_does(string trainer, ExplanationMethod method)
    {
        using var toy = ToyClasses.Of(Small(trainer));
        using var explainer = ModelExplainer.Create(toy.Graph, toy.Model, new ExplainerOptions(), toy.Rows);
        var rows = toy.Rows.Take([.. Enumerable.Range(0, 40)]);

        var explanation = await explainer.ExplainAsync(rows, Token);

        Assert.Equal(method, explanation.Method);
        Assert.Equal(toy.Labels(rows), explanation.Classes!);
        Assert.Equal(3, explanation.Classes!.Distinct().Count());
        for (var own = 0; own < 3; own++)
        {
            using var alone = ModelExplainer.Create(toy.Graph, toy.Model, new ExplainerOptions { Target = own }, toy.Rows);
            var expected = await alone.ExplainAsync(rows, Token);
            Assert.All(expected.Classes!, name => Assert.Equal(ToyClasses.Classes[own], name));
            foreach (var row in Enumerable.Range(0, 40).Where(row => explanation.Classes![row] == ToyClasses.Classes[own]))
            {
                Assert.Equal(expected.Base, explanation.BaseOf(row), 1e-12);
                Assert.Equal(expected.Total(row), explanation.Total(row), 1e-12);
                Assert.Equal(expected.Factors(row), explanation.Factors(row));
            }
        }
        var one = JsonDocument.Parse(ExplanationJson.ToText(explanation)).RootElement.GetProperty("rows")[5];
        Assert.Equal(explanation.Classes![5], one.GetProperty("class").GetString());
        Assert.Equal(one.GetProperty("total").GetDouble(), one.GetProperty("base").GetDouble() + one.GetProperty("factors").EnumerateArray().Sum(factor => factor.GetProperty("value").GetDouble()), 1e-9);
        Assert.Equal(explanation.BaseOf(5), explanation.Rounded(2).BaseOf(5), 0.005);
    }

    [Fact]
    public async Task The_softmax_of_the_totals_of_all_classes_is_what_the_model_answers()
    {
        using var toy = ToyClasses.Of(Small("boosting"));
        using var explainer = ModelExplainer.Create(toy.Graph, toy.Model, new ExplainerOptions(), null);
        var rows = toy.Rows.Take([.. Enumerable.Range(0, 30)]);

        var explanations = await explainer.ExplainClassesAsync(rows, 10, Token);

        Assert.Equal(3, explanations.Count);
        var answers = toy.Model.Predict(rows, Token);
        for (var row = 0; row < 30; row++)
        {
            var sum = explanations.Sum(own => Math.Exp(own.Total(row)));
            Assert.All(explanations, own => Assert.Equal(answers.Get($"probability_{own.Classes![row]}").ToFloat64()[row], Math.Exp(own.Total(row)) / sum, 1e-5));
        }
        Assert.Contains(explanations[0].Notes, note => note.Contains("softmax", StringComparison.Ordinal));
        Assert.Single(await explainer.ExplainClassesAsync(rows, 1, Token));
        // The one that is answered most often.
        Assert.Equal(toy.Labels(rows).CountBy(label => label).MaxBy(pair => pair.Value).Key, (await explainer.ExplainClassesAsync(rows, 1, Token))[0].Classes![0]);
    }

    [Fact]
    public async Task What_can_only_be_asked_is_asked_about_the_answer_too()
    {
        using var toy = ToyClasses.Of(Small("neural"));
        using var explainer = ModelExplainer.Create(toy.Graph, toy.Model, new ExplainerOptions { MaxEvaluations = 200 }, toy.Rows.Take([.. Enumerable.Range(0, 10)]));
        var rows = toy.Rows.Take([0, 1, 2, 3]);

        var explanation = await explainer.ExplainAsync(rows, Token);

        Assert.Equal(ExplanationMethod.Sampling, explanation.Method);
        var answers = toy.Model.Predict(rows, Token);
        for (var row = 0; row < 4; row++)
            Assert.Equal(answers.Get($"probability_{explanation.Classes![row]}").ToFloat64()[row], explanation.Total(row), 1e-6);
    }

    [Fact]
    public async Task A_counterfactual_leads_from_one_of_several_classes_to_any_other_and_tells_its_probability()
    {
        using var toy = ToyClasses.Of(Small("boosting"));
        var row = toy.Rows.Take([Array.IndexOf(toy.Labels(toy.Rows), "bound")]);

        // Neither of the two is the class whose probability is looked at where nothing is said.
        var result = await CounterfactualSearch.FindAsync(new ModelScore(toy.Model), row, toy.Rows, new CounterfactualOptions { Label = "free" }, Token);
        var any = await CounterfactualSearch.FindAsync(new ModelScore(toy.Model), row, toy.Rows, new CounterfactualOptions(), Token);

        Assert.Equal(toy.Model.Predict(row, Token).Get("probability_bound").ToFloat64()[0], result.Score, 1e-9);
        Assert.NotEmpty(result.Found);
        Assert.All(result.Found, found => Assert.Equal("free", found.Label));
        Assert.All(result.Found, found => Assert.InRange(found.Score, 1.0 / 3, 1));
        Assert.Equal("contract", Assert.Single(result.Found[0].Changes).Column);
        Assert.All(any.Found, found => Assert.NotEqual("bound", found.Label));
        var none = await CounterfactualSearch.FindAsync(new ModelScore(toy.Model), row, toy.Rows, new CounterfactualOptions { Label = "free", Rules = [.. new[] { "contract", "tenure" }.Select(name => new ColumnRule { Column = name, IsFixed = true })] }, Token);
        Assert.Contains("for 'free'", none.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lime_and_curves_are_of_the_answer_or_of_the_class_that_was_named()
    {
        using var toy = ToyClasses.Of(Small("boosting"));
        var row = toy.Rows.Take([Array.IndexOf(toy.Labels(toy.Rows), "bound")]);

        var own = await TabularLime.ExplainAsync(new ModelScore(toy.Model), row, toy.Rows, new LimeOptions { SampleCount = 300 }, Token);
        var named = await TabularLime.ExplainAsync(ModelScore.OfClass(toy.Model, "free"), row, toy.Rows, new LimeOptions { SampleCount = 300 }, Token);
        var curve = await PartialDependence.OfAsync(ModelScore.OfClass(toy.Model, "0"), toy.Rows, "tenure", new DependenceOptions(), Token);

        Assert.Equal(("bound", "free", "new"), (own.Class, named.Class, curve.Class));
        Assert.Equal(toy.Model.Predict(row, Token).Get("probability_bound").ToFloat64()[0], own.Answer, 1e-9);
        Assert.True(curve.Points[0].Mean > 0.8 && curve.Points[^1].Mean < 0.2);
    }

    [Fact]
    public void A_class_is_named_or_numbered_and_what_is_neither_is_refused()
    {
        using var toy = ToyClasses.Of(Small("logistic"));
        Assert.Equal([1, 2], new[] { "bound", "2" }.Select(name => ClassPlaces.Find(toy.Model.Signature, name)!.Value));
        Assert.Null(ClassPlaces.Find(toy.Model.Signature, null));
        Assert.Contains("new, bound, free", Assert.Throws<SakerException>(() => ClassPlaces.Find(toy.Model.Signature, "gone")).Message, StringComparison.Ordinal);
        Assert.Equal("class", Assert.Throws<SakerException>(() => ClassPlaces.Find(toy.Model.Signature, "3")).Field);
        // Names that look like numbers go before numbers.
        var digits = toy.Model.Signature with { Outputs = [.. toy.Model.Signature.Outputs.Select(output => output.Name == ModelGraph.LabelName ? output with { Categories = ["2", "1", "0"] } : output)] };
        Assert.Equal(0, ClassPlaces.Find(digits, "2"));
    }

    [Fact]
    public async Task Importance_is_of_all_classes_alike_and_permutations_lose_the_score_of_the_task()
    {
        using var toy = ToyClasses.Of(Small("boosting"));
        using var explainer = ModelExplainer.Create(toy.Graph, toy.Model, new ExplainerOptions(), null);

        var report = await ShapImportance.OfAsync(explainer, toy.Rows, Token);
        var labelled = new LabelledRows { Rows = toy.Rows, TargetColumn = "class", Task = ScoreTask.Multiclass, Labels = new ClassLabels("", ""), Classes = ToyClasses.Classes, Target = toy.Target };
        var lost = await PermutationImportance.OfAsync(toy.Model, labelled, ScoreCatalogue.Get(ScoreTask.Multiclass, "accuracy"), 3, 1, Token);

        Assert.Contains("The mean over 3 classes.", report.Notes);
        Assert.Equal("charge", report.Columns[^1].Column);
        Assert.Equal(("permutation", "accuracy"), (lost.Kind, lost.Unit));
        Assert.InRange(lost.Columns.Single(column => column.Column == "tenure").Value, 0.2, 0.8);
        Assert.InRange(lost.Columns.Single(column => column.Column == "contract").Value, 0.1, 0.8);
        Assert.InRange(lost.Columns.Single(column => column.Column == "charge").Value, -0.05, 0.05);
    }

    private static Trainer Small(string name) => name switch
    {
        "logistic" => new LogisticRegression(),
        "forest" => new RandomForest { Trees = 30, ColumnSample = 0.8, MinSamplesLeaf = 3 },
        "neural" => new NeuralNetwork { Members = 1, Epochs = 10, Width = 8, Batch = 32, LearningRate = 0.02, Dropout = 0, Bins = 4 },
        _ => new GradientBoosting { Trees = 30, MaxDepth = 3, LearningRate = 0.3, MinChildWeight = 1 },
    };
}

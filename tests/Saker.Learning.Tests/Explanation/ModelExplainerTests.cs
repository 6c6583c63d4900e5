using Saker.Data;
using Saker.Learning.Explanation;
using Saker.Learning.Models;
using Saker.Learning.Preparation;
using Saker.Learning.Scores.Calibrating;
using Saker.Learning.Tests.Preparation;
using Saker.Learning.Trainers;
using Saker.Onnx;
using Saker.Onnx.Graphs;
using Saker.Testing.Toys;

namespace Saker.Learning.Tests.Explanation;

public sealed class ModelExplainerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_row_of_a_boosted_model_adds_up_to_its_log_odds_by_raw_columns()
    {
        using var toy = ToyExplained.Of(new GradientBoosting { Trees = 60, MaxDepth = 4 }, PreparationPlan.Default);
        using var explainer = ModelExplainer.Create(toy.Graph, toy.Model, new ExplainerOptions(), null);
        var explanation = await explainer.ExplainAsync(toy.Rows, Token);
        var probability = toy.Model.Predict(toy.Rows, Token).Get<float>("probability").Values;

        Assert.Equal(ExplanationMethod.Trees, explanation.Method);
        Assert.Equal(ExplainedUnit.LogOdds, explanation.Unit);
        Assert.Equal(ToyCustomers.Columns.Order(), explanation.Columns.Order());
        for (var row = 0; row < toy.Rows.RowCount; row++)
            Assert.Equal(probability.Span[row], explanation.Probability(explanation.Total(row))!.Value, 1e-6);
        Assert.Equal("tenure", explanation.Factors(0)[0].Column);
        Assert.Contains(explanation.Notes, note => note.Contains("training rows", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Interactions_are_of_raw_columns_and_add_up_to_their_attributions()
    {
        using var toy = ToyExplained.Of(new GradientBoosting { Trees = 30, MaxDepth = 3 }, PreparationPlan.Default);
        using var explainer = ModelExplainer.Create(toy.Graph, toy.Model, new ExplainerOptions(), null);
        var rows = toy.Rows.Take([0, 1, 2, 3, 4]);
        var plain = await explainer.ExplainAsync(rows, Token);
        var pairs = explainer.ExplainInteractions(rows, 200, Token);

        Assert.Equal((plain.Columns, plain.Unit, 5), (pairs.Columns, pairs.Unit, pairs.RowCount));
        for (var row = 0; row < 5; row++)
        {
            Assert.Equal(plain.Total(row), pairs.Total(row), 1e-9);
            for (var i = 0; i < pairs.Columns.Count; i++)
            {
                var line = Enumerable.Range(0, pairs.Columns.Count).Sum(j => pairs.Values[(((row * pairs.Columns.Count) + i) * pairs.Columns.Count) + j]);
                Assert.Equal(plain.Values[(row * pairs.Columns.Count) + i], line, 1e-9);
            }
        }
        // Two parts of one column's encoding do nothing "together": that is the column alone.
        Assert.Contains(pairs.Pairs(0), pair => pair.IsAlone && pair.Value != 0);
        Assert.Contains(pairs.Pairs(0), pair => !pair.IsAlone && pair.Value != 0);
        Assert.Equal(ErrorKind.LimitExceeded, Assert.Throws<SakerException>(() => explainer.ExplainInteractions(rows, 1, Token)).Kind);

        using var linear = ToyExplained.Of(new LogisticRegression(), PreparationPlan.Default);
        using var other = ModelExplainer.Create(linear.Graph, linear.Model, new ExplainerOptions(), null);
        Assert.Contains("explained by 'linear'", Assert.Throws<SakerException>(() => other.ExplainInteractions(rows, 200, Token)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_row_of_a_forest_adds_up_to_its_probability()
    {
        using var toy = ToyExplained.Of(new RandomForest { Trees = 50, MinSamplesLeaf = 3 }, PreparationPlan.Default);
        using var explainer = ModelExplainer.Create(toy.Graph, toy.Model, new ExplainerOptions(), null);
        var explanation = await explainer.ExplainAsync(toy.Rows, Token);
        var probability = toy.Model.Predict(toy.Rows, Token).Get<float>("probability").Values;
        Assert.Equal(ExplainedUnit.Probability, explanation.Unit);
        for (var row = 0; row < toy.Rows.RowCount; row++)
            Assert.Equal(probability.Span[row], explanation.Total(row), 1e-5);
    }

    [Theory]
    [InlineData(true, CalibrationMethod.Platt)]
    [InlineData(false, CalibrationMethod.Platt)]
    [InlineData(true, CalibrationMethod.Isotonic)]
    [InlineData(false, CalibrationMethod.Isotonic)]
    [InlineData(true, CalibrationMethod.Temperature)]
    [InlineData(false, CalibrationMethod.Temperature)]
    public async Task A_calibrated_model_is_explained_before_its_calibration_and_the_answer_says_so(bool isLinear, CalibrationMethod method)
    {
        using var toy = ToyExplained.Of(isLinear ? new LogisticRegression() : new GradientBoosting { Trees = 20 }, PreparationPlan.Default);
        var features = toy.Preparation.Apply(toy.Rows);
        var raw = toy.Fitted.PredictProbability(features);
        var calibrator = Calibrator.Fit(method, [.. raw.Select((probability, i) => (probability > 0.5f) == (i % 5 != 0) ? 1f : 0)], raw);
        var graph = ModelGraph.Compose(toy.Preparation, new CalibratedClassifier(toy.Fitted, calibrator), 0.5, new ClassLabels("No", "Yes")).ToBytes();
        using var model = new OnnxClassifier(graph, toy.Model.Signature);
        using var explainer = ModelExplainer.Create(graph, model, new ExplainerOptions(), null);
        var explanation = await explainer.ExplainAsync(toy.Rows, Token);

        Assert.Equal((isLinear ? ExplanationMethod.Linear : ExplanationMethod.Trees, ExplainedUnit.LogOdds), (explanation.Method, explanation.Unit));
        Assert.True(explanation.IsBeforeCalibration);
        Assert.Null(explanation.Probability(explanation.Total(0)));
        Assert.Contains(explanation.Notes, note => note.Contains("calibration", StringComparison.Ordinal));
        for (var row = 0; row < 50; row++)
            Assert.Equal(raw[row], 1 / (1 + Math.Exp(-explanation.Total(row))), 1e-5);
    }

    [Fact]
    public async Task A_linear_model_is_explained_by_coefficient_times_distance_from_the_mean()
    {
        var plan = Declared.Plan("""[{"transform":"one_hot","columns":["contract"]},{"transform":"drop","columns":["city","charge","senior"]}]""");
        using var toy = ToyExplained.Of(new LogisticRegression(), plan);
        using var explainer = ModelExplainer.Create(toy.Graph, toy.Model, new ExplainerOptions(), null);
        var explanation = await explainer.ExplainAsync(toy.Rows, Token);
        var fitted = (LogisticClassifier)toy.Fitted;
        var features = toy.Preparation.Apply(toy.Rows);
        var tenure = toy.Preparation.FeatureNames.ToList().IndexOf("tenure");
        var mean = Enumerable.Range(0, features.RowCount).Average(row => (double)features.Row(row)[tenure]);
        var probability = toy.Model.Predict(toy.Rows, Token).Get<float>("probability").Values;

        Assert.Equal((ExplanationMethod.Linear, ExplainedUnit.LogOdds), (explanation.Method, explanation.Unit));
        for (var row = 0; row < 50; row++)
        {
            Assert.Equal(fitted.Coefficients[tenure] * (features.Row(row)[tenure] - mean), explanation.Factors(row).Single(factor => factor.Column == "tenure").Value, 1e-9);
            Assert.Equal(probability.Span[row], explanation.Probability(explanation.Total(row))!.Value, 1e-6);
        }
    }

    [Fact]
    public async Task A_derived_feature_is_shared_by_its_columns_and_the_answer_says_so()
    {
        var plan = Declared.Plan("""[{"transform":"derive","name":"load","expression":"charge / (tenure + 1)"},{"transform":"drop","columns":["tenure","charge","contract","city"]}]""");
        using var toy = ToyExplained.Of(new GradientBoosting { Trees = 20 }, plan);
        using var explainer = ModelExplainer.Create(toy.Graph, toy.Model, new ExplainerOptions(), null);
        var explanation = await explainer.ExplainAsync(toy.Rows, Token);
        var factors = explanation.Factors(0).ToDictionary(factor => factor.Column, factor => factor.Value);
        Assert.Equal(factors["tenure"], factors["charge"], 1e-12);
        Assert.NotEqual(0, factors["charge"]);
        Assert.Contains(explanation.Notes, note => note.Contains("shared equally", StringComparison.Ordinal) && note.Contains("tenure and charge", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_model_of_another_kind_is_asked_and_needs_rows_to_compare_with()
    {
        using var model = ToyModel.Churn();
        var rows = ChurnRows(40);
        var error = Assert.Throws<SakerException>(() => ModelExplainer.Create(ToyChurn.Graph().ToBytes(), model, new ExplainerOptions(), null));
        Assert.Equal("reference", error.Field);
        using var explainer = ModelExplainer.Create(ToyChurn.Graph().ToBytes(), model, new ExplainerOptions { MaxEvaluations = 1000 }, rows);
        var explanation = await explainer.ExplainAsync(rows.Take([1, 2]), Token);
        var answers = await model.PredictAsync(rows, Token);

        Assert.Equal((ExplanationMethod.Sampling, ExplainedUnit.Probability), (explanation.Method, explanation.Unit));
        Assert.NotNull(explainer.Reason);
        Assert.Equal(answers.Get<float>("probability").Values.Span[1], explanation.Total(0), 1e-6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_network_is_asked_though_it_ends_in_a_linear_function(int members)
    {
        using var toy = ToyExplained.Of(new NeuralNetwork { Members = members, Epochs = 3 }, PreparationPlan.Default);
        using var explainer = ModelExplainer.Create(toy.Graph, toy.Model, new ExplainerOptions { MaxEvaluations = 500 }, toy.Rows.Take([.. Enumerable.Range(0, 20)]));
        var explanation = await explainer.ExplainAsync(toy.Rows.Take([1]), Token);

        Assert.Equal(ExplanationMethod.Sampling, explanation.Method);
        Assert.Equal((await toy.Model.PredictAsync(toy.Rows.Take([1]), Token)).Get<float>("probability").Values.Span[0], explanation.Total(0), 1e-6);
    }

    [Theory]
    [InlineData(ExplanationMethod.Linear, "trees")]
    [InlineData(ExplanationMethod.Trees, "")]
    public void A_method_that_does_not_fit_is_refused(ExplanationMethod method, string said)
    {
        using var toy = ToyExplained.Of(said == "trees" ? new GradientBoosting { Trees = 3 } : new LogisticRegression(), PreparationPlan.Default);
        var error = Assert.Throws<SakerException>(() => ModelExplainer.Create(toy.Graph, toy.Model, new ExplainerOptions { Method = method }, null));
        Assert.Equal("method", error.Field);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CalibrationMethod.Platt)]
    [InlineData(CalibrationMethod.Isotonic)]
    [InlineData(CalibrationMethod.Temperature)]
    public async Task A_calibration_hides_neither_trees_nor_a_linear_function(CalibrationMethod calibration)
    {
        foreach (var (trainer, method) in new (Trainer, ExplanationMethod)[] { (new GradientBoosting { Trees = 5 }, ExplanationMethod.Trees), (new LogisticRegression(), ExplanationMethod.Linear) })
        {
            using var toy = ToyExplained.Of(trainer, PreparationPlan.Default, calibration: calibration);
            using var plain = ToyExplained.Of(trainer, PreparationPlan.Default);
            using var explainer = ModelExplainer.Create(toy.Graph, toy.Model, new ExplainerOptions(), null);
            using var expected = ModelExplainer.Create(plain.Graph, plain.Model, new ExplainerOptions(), null);
            var explanation = await explainer.ExplainAsync(toy.Rows.Take([0, 1]), Token);
            Assert.Equal(method, explanation.Method);
            Assert.Equal((await expected.ExplainAsync(plain.Rows.Take([0, 1]), Token)).Values, explanation.Values);
            Assert.Contains(explanation.Notes, note => note.Contains("calibration", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(-1000)]
    [InlineData(2_000_000_000)]
    public void A_tree_that_asks_for_a_feature_that_cannot_be_is_refused(long feature)
    {
        var error = Assert.ThrowsAny<Exception>(() =>
        {
            var graph = ImportedClassifier(feature);
            var model = new OnnxTensorModel(graph);
            ModelExplainer.Create(graph, model, new ExplainerOptions { Method = ExplanationMethod.Trees }, null);
        });
        Assert.True(error is SakerException or OnnxException, error.GetType().Name);
    }

    [Fact]
    public async Task An_imported_classifier_of_one_tensor_is_explained_by_its_columns_on_reference_or_halves()
    {
        using var model = new OnnxTensorModel(ImportedClassifier());
        using var explainer = ModelExplainer.Create(ImportedClassifier(), model, new ExplainerOptions(), null);
        var explanation = await explainer.ExplainAsync(new Dictionary<string, Tensor> { ["X"] = Tensor.Of([1f, 5f, 0f, -1f, float.NaN, 0f], 2, 3) }, Token);
        Assert.Equal(["X[0]", "X[1]", "X[2]"], explanation.Columns);
        // X[0] <= 0 gives -1; else X[1] > 2 gives 2, else 0.5: on halves the base is (-1 + (2 + 0.5) / 2) / 2.
        Assert.Equal(0.125, explanation.Base, 1e-9);
        Assert.Equal(2, explanation.Total(0), 1e-9);
        Assert.Equal(-1, explanation.Total(1), 1e-9);
        Assert.Equal(0, explanation.Values[2]);
        Assert.Contains(explanation.Notes, note => note.Contains("half and half", StringComparison.Ordinal));
        Assert.Equal(ExplainedUnit.LogOdds, explanation.Unit);
    }

    // As exporters of scikit-learn write a booster: '<=' and '>', one class weight, hit rates that say nothing.
    private static byte[] ImportedClassifier(long asked = 1)
    {
        var graph = new GraphBuilder("imported");
        var features = graph.Input("X", ElementType.Float32, -1, 3);
        NodeAttribute[] attributes =
        [
            NodeAttribute.Of("nodes_treeids", [0L, 0, 0, 0, 0]), NodeAttribute.Of("nodes_nodeids", [0L, 1, 2, 3, 4]),
            NodeAttribute.Of("nodes_featureids", [0L, 0, asked, 0, 0]), NodeAttribute.Of("nodes_modes", new[] { "BRANCH_LEQ", "LEAF", "BRANCH_GT", "LEAF", "LEAF" }),
            NodeAttribute.Of("nodes_values", new[] { 0f, 0, 2, 0, 0 }), NodeAttribute.Of("nodes_truenodeids", [1L, 0, 3, 0, 0]), NodeAttribute.Of("nodes_falsenodeids", [2L, 0, 4, 0, 0]),
            NodeAttribute.Of("nodes_missing_value_tracks_true", [0L, 0, 0, 0, 0]), NodeAttribute.Of("nodes_hitrates", new[] { 1f, 1, 1, 1, 1 }),
            NodeAttribute.Of("class_treeids", [0L, 0, 0]), NodeAttribute.Of("class_nodeids", [1L, 3, 4]), NodeAttribute.Of("class_ids", [0L, 0, 0]), NodeAttribute.Of("class_weights", new[] { -1f, 2, 0.5f }),
            NodeAttribute.Of("classlabels_int64s", [0L, 1]), NodeAttribute.Of("post_transform", "LOGISTIC"),
        ];
        var outputs = graph.Node("TreeEnsembleClassifier", [features], [ElementType.Int64, ElementType.Float32], attributes, GraphBuilder.MachineLearning);
        graph.Output("label", outputs[0], -1);
        graph.Output("probabilities", outputs[1], -1, 2);
        return graph.Build().ToBytes();
    }

    internal static Table ChurnRows(int count)
    {
        var random = new Xoshiro256(7);
        var rows = Enumerable.Range(0, count).ToArray();
        return new Table(
        [
            Column.Of<long>("tenure", rows.Select(_ => (long)random.Below(72)).ToArray()),
            Column.OfNumbers("MonthlyCharges", [.. rows.Select(_ => 20 + (100 * random.NextDouble()))]),
            Column.OfText("Contract", [.. rows.Select(_ => ToyChurn.Contracts[random.Below(3)])]),
            Column.Of<bool>("PaperlessBilling", rows.Select(_ => random.Below(2) == 0).ToArray()),
        ]);
    }
}

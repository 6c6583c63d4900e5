// The pipeline of churn.yaml, declared in code: the same data, the same seed, the same model byte for byte.
using Saker.Data;
using Saker.Data.Checks;
using Saker.Data.Sources;
using Saker.Learning.Preparation;
using Saker.Learning.Scores;
using Saker.Learning.Trainers;
using Saker.Platform;
using Saker.Platform.Pipelines;
using Saker.Platform.Storage;

var pipeline = new Pipeline
{
    Name = "churn",
    Source = new CsvSource
    {
        Path = args.ElementAtOrDefault(0) ?? "examples/churn/data/telco_churn.csv",
        Columns = new Dictionary<string, ColumnType> { ["tenure"] = ColumnType.Int64, ["TotalCharges"] = ColumnType.Float64 },
    },
    Target = new TargetSettings("Churn", Positive: "Yes"),
    Checks = new CheckSuite([]),
    Candidates = [new LogisticRegression(), new RandomForest { Trees = 300 }, new GradientBoosting { Trees = 300, LearningRate = 0.05, MaxDepth = 3 }],
    Threshold = ThresholdPolicy.Maximise("f1"),
    Register = new RegisterSettings("churn", Alias: "champion"),
    Endpoint = "churn",
};

// The pipeline of churn.yaml, declared in code: the same model, byte for byte. From the repository's root: dotnet run --project examples/churn
using Saker.Data;
using Saker.Data.Checks;
using Saker.Data.Sources;
using Saker.Learning.Preparation;
using Saker.Learning.Preparation.Expressions;
using Saker.Learning.Scores;
using Saker.Learning.Selection.Comparing;
using Saker.Learning.Trainers;
using Saker.Platform;
using Saker.Platform.Pipelines;
using Saker.Platform.Storage;

var pipeline = new Pipeline
{
    Name = "churn",
    Source = new CsvSource { Path = "examples/churn/data/telco_churn.csv", Columns = new Dictionary<string, ColumnType> { ["tenure"] = ColumnType.Int64, ["MonthlyCharges"] = ColumnType.Float64, ["TotalCharges"] = ColumnType.Float64 } },
    Checks = new() { Checks = [new NotNullCheck("customerID"), new UniqueCheck("customerID"), new MatchesCheck("customerID", "[0-9]{4}-[A-Z]{5}"),
        new RangeCheck("tenure") { Min = 0, Max = 120 }, new RangeCheck("MonthlyCharges") { Min = 0, Max = 1000 }, new RangeCheck("TotalCharges") { Min = 0 },
        new InSetCheck("Contract", "Month-to-month", "One year", "Two year"), new InSetCheck("InternetService", "DSL", "Fiber optic", "No"), new InSetCheck("Churn", "Yes", "No"),
        new NullShareCheck("TotalCharges") { Max = 0.01, Severity = Severity.Warn }, new RowCountCheck { Min = 1000 }] },
    Target = new("Churn", Positive: "Yes"),
    Preparation = new() { Steps = [
        new Drop { Columns = ColumnSelector.Of("customerID") },
        new Derive { As = "AverageCharge", Expression = Expression.Parse("TotalCharges / max(tenure, 1)") },
        new Derive { As = "ChargeChange", Expression = Expression.Parse("MonthlyCharges - AverageCharge") },
        new Bin { Column = "tenure", As = "TenureBand", Edges = [6, 12, 24, 48] },
        new Impute { Columns = ColumnSelector.Numbers }, new Scale { Columns = ColumnSelector.Numbers }, new OneHot { Columns = ColumnSelector.Text }] },
    Candidates = [new LogisticRegression { L2 = 1 }, new RandomForest { Trees = 300, MaxDepth = 8 }, new GradientBoosting { Trees = 300, LearningRate = 0.03, MaxDepth = 2 }],
    Select = new() { Prefer = SelectionPreference.BestMean },
    Threshold = ThresholdPolicy.Maximise("f1"),
    Register = new("churn", Alias: "champion"),
    Endpoint = "churn",
};
await using var saker = await SakerPlatform.OpenAsync(new HomeOptions(), CancellationToken.None);
var result = await saker.Pipelines.RunAsync(pipeline, progress: null, CancellationToken.None);
Console.WriteLine($"{result.Best.Candidate.Trainer.Title}, ROC AUC {result.Evaluation.RocAuc.Auc:0.0000}, {result.Version!.Model}/{result.Version.Version}, content {result.ModelHash}");

namespace Saker.Server.Http.Mlflow;

/// <summary>What a scoring request's body is written in.</summary>
internal enum ScoringFormat
{
    Json,
    Csv,
}

using Saker.Benchmarks;
using Saker.Benchmarks.Data;
using Saker.Benchmarks.Demands;
using Saker.Benchmarks.Serving;

// The peer that is this program itself, in a process of its own.
if (args is [BareServer.Command, var answerBytes])
{
    await BareServer.RunAsync(int.Parse(answerBytes, System.Globalization.CultureInfo.InvariantCulture), CancellationToken.None);
    return 0;
}

// Ours, in a process of its own whose memory nothing else takes.
if (args is [DataScan.Command, var scanned])
{
    await DataScan.RunAsync(scanned, CancellationToken.None);
    return 0;
}

var areas = Areas.All;
var quick = args.Contains("--quick");
var json = args.Contains("--json");
var names = args.Where(argument => argument is not ("--quick" or "--json")).ToList();
var part = names.ElementAtOrDefault(1);
var area = names.Count is 1 or 2 ? areas.FirstOrDefault(area => area.Name == names[0] && (part is null || area.Parts.Contains(part))) : null;
if (area is null)
{
    Console.Error.WriteLine("usage: ./saker bench AREA [PART] [--quick] [--json]");
    foreach (var known in areas)
        Console.Error.WriteLine($"  {known.Name,-12} {known.Title}{(known.Parts.Count > 0 ? "; parts: " + string.Join(", ", known.Parts) : "")}");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    stop.Cancel();
};
try
{
    // What takes long says so on the error stream; results alone go to the output.
    var demands = await area.MeasureAsync(new AreaSettings { Quick = quick, Only = part, Log = Console.Error }, stop.Token);
    Console.Out.Write(json ? DemandReport.Json(area.Name, demands) : DemandReport.Text(area.Title, demands));
    return demands.All(demand => demand.Holds) ? 0 : 1;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 130;
}
catch (BenchmarkException exception)
{
    Console.Error.WriteLine($"bench {area.Name}: {exception.Message}");
    return 1;
}

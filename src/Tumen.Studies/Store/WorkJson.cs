using System.Text.Json;
using System.Text.Json.Serialization;
using Tumen.Bayes;
using Tumen.Estimation;

namespace Tumen.Studies;

/// <summary>Source-generated serialisation of stored work.</summary>
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(TheoryWork))]
[JsonSerializable(typeof(ForesightWork))]
[JsonSerializable(typeof(OmissionWork))]
[JsonSerializable(typeof(ScrutinyWork))]
[JsonSerializable(typeof(BreakWork))]
[JsonSerializable(typeof(ConfusionWork))]
[JsonSerializable(typeof(MotiveFit))]
[JsonSerializable(typeof(MotiveRuleWork))]
[JsonSerializable(typeof(MotiveCentre))]
[JsonSerializable(typeof(MotiveReadings))]
[JsonSerializable(typeof(WatchWork))]
[JsonSerializable(typeof(BeforeWork))]
[JsonSerializable(typeof(PriorReviewWork))]
[JsonSerializable(typeof(LocalPowerWork))]
[JsonSerializable(typeof(ScenarioWork))]
[JsonSerializable(typeof(MarginalWork))]
[JsonSerializable(typeof(EpisodeWork))]
[JsonSerializable(typeof(ModeWork))]
[JsonSerializable(typeof(PowerWork))]
[JsonSerializable(typeof(BootstrapWork))]
[JsonSerializable(typeof(PanelWork))]
[JsonSerializable(typeof(SampledChain))]
[JsonSerializable(typeof(ParticlesWork))]
internal sealed partial class WorkJson : JsonSerializerContext;
